"""A problem with its worked solutions, and the two tools that families build them with: `Plan` and `Work`."""

from dataclasses import dataclass, field

from .arithmetic import DIRECT, JUMPS, PLACES, ROUND, calculate, value_of

LEFT_TO_RIGHT, TENS_AND_ONES, ROUND_AND_ADJUST, EQUATION, COUNT_IN_JUMPS = (
    'left-to-right',
    'tens-and-ones',
    'round-and-adjust',
    'equation',
    'count-in-jumps',
)
STYLE = {LEFT_TO_RIGHT: DIRECT, TENS_AND_ONES: PLACES, ROUND_AND_ADJUST: ROUND, COUNT_IN_JUMPS: JUMPS}
STRATEGIES = (*STYLE, EQUATION)
IN_THE_HEAD = 3.0
"""How much more effort a calculation takes whose result is not written down."""


@dataclass
class Solution:
    """Steps, the last of which gives the answer, and the effort of writing them without a slip."""

    steps: list
    effort: float


@dataclass
class Problem:
    kind: str
    text: str
    answer: str
    solutions: dict
    level: int
    """Calculations that the problem needs, in its shortest natural solution."""

    @property
    def ranking(self):
        """Strategy ids, the best suited first."""
        return sorted(self.solutions, key=lambda strategy: self.solutions[strategy].effort)


class Work:
    """A solution being written: lines and their effort."""

    def __init__(self, style=DIRECT):
        self.style, self.steps, self.effort = style, [], 0.0

    def line(self, text, effort=0.0):
        self.steps.append(text)
        self.effort += effort + 0.012 * len(text) + 0.05
        return self

    def calculate(self, label, left, operator, right, style=None):
        """One calculation as a step of its own; returns its value."""
        done = calculate(left, operator, right, style or self.style)
        self.steps.append(f'{label}: {done.text}.' if label else f'{done.text}.')
        self.effort += done.effort + 0.05 + 0.006 * len(label)
        return done.value

    def solution(self, answer):
        return Solution([*self.steps, f'The answer is \\boxed{{{answer}}}.'], round(self.effort, 3))


@dataclass(frozen=True)
class Result:
    """The value of an earlier operation of a plan."""

    index: int
    value: int


@dataclass
class Operation:
    label: str
    left: object
    operator: str
    right: object
    value: int


def _number(operand):
    return operand.value if isinstance(operand, Result) else operand


@dataclass
class Plan:
    """The calculations that lead to the answer, in their natural order."""

    operations: list = field(default_factory=list)

    def add(self, label, left, operator, right):
        value = value_of(_number(left), operator, _number(right))
        self.operations.append(Operation(label, left, operator, right, value))
        return Result(len(self.operations) - 1, value)

    @property
    def largest(self):
        return max(abs(operation.value) for operation in self.operations)

    @property
    def smallest(self):
        return min(operation.value for operation in self.operations)

    def expression(self):
        """All of it as one expression."""
        return self._expression(Result(len(self.operations) - 1, 0))[0]

    def _expression(self, operand):
        if not isinstance(operand, Result):
            return (str(operand), 9) if operand >= 0 else (f'({operand})', 9)
        operation = self.operations[operand.index]
        rank = 1 if operation.operator in '+-' else 2
        left, left_rank = self._expression(operation.left)
        right, right_rank = self._expression(operation.right)
        if left_rank < rank:
            left = f'({left})'
        if right_rank < rank or right_rank == rank and operation.operator in '-/':
            right = f'({right})'
        return f'{left}{operation.operator}{right}', rank

    def work(self, style, work=None):
        work = work or Work(style)
        for operation in self.operations:
            work.calculate(operation.label, _number(operation.left), operation.operator, _number(operation.right), style)
        return work

    def equation(self):
        """The whole problem as `x=...`, worked out in the head: apt for one operation, rash for several."""
        work = Work().line(f'Let x be the answer. x={self.expression()}.', 0.1)
        values = [calculate(_number(o.left), o.operator, _number(o.right)) for o in self.operations]
        in_the_head = IN_THE_HEAD * sum(done.effort for done in values[:-1])
        return work.line(f'x={values[-1].value}.', in_the_head + values[-1].effort)


def from_plan(kind, text, plan, answer=None, level=None, **special):
    """A problem solved by its plan in every strategy; `special` works replace the plan's (ids with `_` for `-`)."""
    answer = str(plan.operations[-1].value if answer is None else answer)
    solutions = {}
    for strategy in STRATEGIES:
        work = special.get(strategy.replace('-', '_'))
        if work is None:
            work = plan.equation() if strategy == EQUATION else plan.work(STYLE[strategy])
        solutions[strategy] = work.solution(answer)
    return Problem(kind, text, answer, solutions, level or len(plan.operations))


def from_works(kind, text, answer, level, works):
    """A problem whose solutions are all written by hand: `works` maps strategy ids to `Work`."""
    return Problem(kind, text, str(answer), {s: works[s].solution(answer) for s in STRATEGIES}, level)
