"""Equations: linear, linear on both sides, two unknowns, quadratic."""

from .arithmetic import INVERSE
from .problem import Plan, Work, from_plan, from_works
from .words import NAMES, THINGS, distractor, near_round, two_digits


def _signed(number):
    return f'+{number}' if number >= 0 else str(number)


def linear(rng, hard):
    factor, root, shift = rng.randint(2, 9 if not hard else 15), near_round(rng, 3, 49 if not hard else 199), two_digits(rng)
    sign, name = rng.choice('+-'), rng.choice(NAMES)
    right = factor * root + shift if sign == '+' else factor * root - shift
    if right < 0:
        return None
    nested = rng.random() < 0.5
    more = rng.randint(2, 40)
    if nested:
        # a(x+m)+b=c, told or written.
        root -= more
        if root < 1:
            return None
        text = rng.choice(
            [
                f'Solve {factor}(x+{more}){sign}{shift}={right} for x.',
                f'{name} thinks of a number, adds {more}, multiplies by {factor}, then {"adds" if sign == "+" else "takes away"} {shift} and gets {right}. What is the number?',
            ]
        )
    else:
        text = rng.choice(
            [
                f'Solve {factor}x{sign}{shift}={right} for x.',
                f'If {factor}x{sign}{shift}={right}, what is x?',
                f'{name} thinks of a number, multiplies it by {factor}, then {"adds" if sign == "+" else "takes away"} {shift} and gets {right}.{distractor(rng, name)} What is the number?',
            ]
        )
    inverse = INVERSE[sign]
    plan = Plan()
    quotient = plan.add('Undo', plan.add('Undo', right, inverse, shift), '/', factor)
    if nested:
        plan.add('Undo', quotient, '-', more)
    product = factor * (root + more if nested else root)
    inside = f'(x+{more})' if nested else 'x'
    equation = Work('places')
    equation.calculate(f'{factor}{inside}', right, inverse, shift)
    equation.calculate(inside, product, '/', factor)
    if nested:
        equation.calculate('x', product // factor, '-', more)
    # In the order of the text an unknown can only be tried, and the miss corrected.
    trial, rounded = Work(), Work('round')
    for work in (trial, rounded):
        _try_ten(work, factor, more if nested else 0, sign, shift, right)
    return from_plan('linear', text, plan, root, equation=equation, left_to_right=trial, round_and_adjust=rounded)


def _try_ten(trial, factor, more, sign, shift, right):
    inside = trial.calculate('Try 10', 10, '+', more) if more else 10
    reached = trial.calculate('' if more else 'Try 10', inside, '*', factor)
    reached = trial.calculate('', reached, sign, shift)
    _correct(trial, right - reached, right, reached, factor)


def _correct(trial, miss, wanted, reached, factor):
    """From the value reached with x=10 to the right x."""
    if not miss:
        trial.line('x=10 fits.', 0.1)
        return
    larger, smaller = max(wanted, reached), min(wanted, reached)
    gap = trial.calculate('Too few' if miss > 0 else 'Too many', larger, '-', smaller)
    jump = trial.calculate('Move', gap, '/', factor)
    trial.calculate('x', 10, '+' if miss > 0 else '-', jump)


def linear_both_sides(rng, hard):
    few = rng.randint(2, 5 if not hard else 9)
    many = few + rng.randint(2, 9)
    root, shift = rng.randint(2, 30 if not hard else 99), rng.randint(2, 60 if not hard else 300)
    other = (many - few) * root + shift
    if rng.random() < 0.25:
        root, shift = -root, shift + (many - few) * root
        other = (many - few) * root + shift
    name = rng.choice(NAMES)
    text = rng.choice(
        [
            f'Solve {many}x+{shift}={few}x+{other} for x.',
            f'Find x when {many}x+{shift}={few}x+{other}.',
            f'{many} times a number plus {shift} is {few} times the number plus {other}. What is the number?',
            f'{name} has {many} equal boxes and {shift} dollars, a friend has {few} such boxes and {other} dollars. They have the same. How many dollars are in a box?',
        ]
    )
    if root < 0 and 'box' in text:
        return None
    plan = Plan()
    plan.add('x', plan.add('Numbers', other, '-', shift), '/', plan.add('x terms', many, '-', few))
    equation = Work('places')
    equation.calculate('x terms', many, '-', few)
    equation.calculate(f'{many - few}x', other, '-', shift)
    equation.calculate('x', other - shift, '/', many - few)
    trial = Work()
    left = trial.calculate('Try 10', trial.calculate('Try 10', many, '*', 10), '+', shift)
    right = trial.calculate('Other side', trial.calculate('Other side', few, '*', 10), '+', other)
    _correct(trial, right - left, right, left, many - few)
    return from_plan('linear on both sides', text, plan, root, equation=equation, left_to_right=trial)


def two_unknowns(rng, hard):
    shape = rng.randrange(4)
    names, things = rng.sample(NAMES, 2), rng.choice(THINGS)
    plan = Plan()
    if shape == 0:
        small, gap = near_round(rng, 5, 99 if not hard else 499), rng.randint(2, 60)
        total = 2 * small + gap
        ask = rng.random() < 0.5
        text = rng.choice(
            [
                f'{names[0]} and {names[1]} have {total} {things} together. {names[0]} has {gap} more than {names[1]}. How many does {names[0] if ask else names[1]} have?',
                f'The sum of two numbers is {total}, their difference is {gap}. What is the {"larger" if ask else "smaller"} one?',
            ]
        )
        smaller = plan.add('Smaller', plan.add('Without the gap', total, '-', gap), '/', 2)
        if ask:
            plan.add('Larger', smaller, '+', gap)
        answer = small + gap if ask else small
        equation = Work('places').line(f'x+x+{gap}={total}.', 0.1)
        equation.calculate('2x', total, '-', gap)
        equation.calculate('x', total - gap, '/', 2)
        if ask:
            equation.calculate('Larger', small, '+', gap)
    elif shape == 1:
        times, small, ask = rng.randint(2, 9), near_round(rng, 4, 60 if not hard else 199), rng.random() < 0.5
        total = small * (times + 1)
        text = f'{names[0]} has {times} times as many {things} as {names[1]}. Together they have {total}.{distractor(rng, names[0])} How many does {names[0] if ask else names[1]} have?'
        one = plan.add('One part', total, '/', plan.add('Parts', times, '+', 1))
        if ask:
            plan.add(names[0], one, '*', times)
        answer = small * times if ask else small
        equation = Work('places').line(f'{times}x+x={total}.', 0.1)
        equation.calculate('x terms', times, '+', 1)
        equation.calculate('x', total, '/', times + 1)
        if ask:
            equation.calculate(names[0], small, '*', times)
    elif shape == 2:
        legs_small, legs_big = rng.choice([(2, 4), (2, 3), (3, 4), (2, 6)])
        first, second = rng.randint(2, 30 if not hard else 80), rng.randint(2, 30 if not hard else 80)
        heads, legs = first + second, legs_small * first + legs_big * second
        text = f'There are {heads} animals with {legs} legs. Some have {legs_small} legs and the others {legs_big}. How many have {legs_big} legs?'
        low = plan.add(f'All with {legs_small}', heads, '*', legs_small)
        plan.add('Animals', plan.add('Too few', legs, '-', low), '/', plan.add('Each adds', legs_big, '-', legs_small))
        answer = second
        equation = Work('places').line(f'{legs_big}x+{legs_small}*({heads}-x)={legs}.', 0.3)
        equation.calculate('Numbers', heads, '*', legs_small)
        equation.calculate('x terms', legs_big, '-', legs_small)
        equation.calculate(f'{legs_big - legs_small}x', legs, '-', heads * legs_small)
        equation.calculate('x', legs - heads * legs_small, '/', legs_big - legs_small)
    else:
        first, second, a = rng.randint(2, 30), rng.randint(2, 30), rng.randint(2, 6)
        b = a + rng.randint(1, 4)
        low, high = a * first + second, b * first + second
        text = f'Solve {a}x+y={low} and {b}x+y={high}. What is y?'
        gap = plan.add('Left', high, '-', low)
        root = plan.add('x', gap, '/', plan.add('x terms', b, '-', a))
        plan.add('y', low, '-', plan.add(f'{a}x', root, '*', a))
        answer = second
        equation = Work('places')
        equation.calculate(f'{b - a}x', high, '-', low)
        equation.calculate('x', high - low, '/', b - a)
        equation.line(f'y={low}-{a}*{first}.', 0.1)
        equation.calculate('', a, '*', first)
        equation.calculate('y', low, '-', a * first)
    return from_plan('two unknowns', text, plan, answer, equation=equation)


def quadratic(rng, hard):
    """Integer roots: by factors, by the formula, by completing the square, or by trying values."""
    top = 15 if not hard else 29
    small, large = rng.randint(1, top), rng.randint(2, top)
    mixed = rng.random() < 0.5
    root, other = large, (-small if mixed else small)
    if root <= other:
        return None
    total, product = root + other, root * other
    negated = f'{_signed(-total)}x' if total else ''
    if rng.random() < 0.6:
        text = rng.choice(
            [
                'What is the larger root of x^2{}{}=0?',
                'Solve x^2{}{}=0. Give the larger solution.',
                'Find the larger solution of x^2{}{}=0.',
            ]
        ).format(negated, _signed(product))
        answer = root
    elif mixed and total:
        gap = abs(total)
        low, high = sorted((root, small))
        text = rng.choice(
            [
                f'A rectangle has an area of {low * high} square m. One side is {gap} m longer than the other. How long is the longer side?',
                f'Two numbers differ by {gap} and their product is {low * high}. What is the larger one?',
            ]
        )
        answer, root, other = high, high, -low
        total, product = root + other, root * other
        negated = f'{_signed(-total)}x'
    else:
        return None
    size = abs(product)
    works = {}
    # By factors: pairs of factors of the product, until one has the right sum.
    factors = Work()
    goal = 'sum' if product > 0 else 'difference'
    wanted = abs(total)
    factors.line(f'Factors of {size} with {goal} {wanted}.', 0.15)
    low, high = sorted((abs(root), abs(other)))
    tried = 0
    pairs = []
    for factor in range(1, low + 1):
        if size % factor == 0:
            pairs.append(f'{factor}*{size // factor}')
            tried += 0.12 + 0.1 * len(str(size // factor)) + (0.4 if factor not in (1, 2, 5, 10) else 0.05)
    factors.line(f'{", ".join(pairs)}.', tried)
    factors.line(f'{high}{"+" if product > 0 else "-"}{low}={wanted}.', 0.1)
    factors.line(f'Roots {root} and {other}.', 0.15)
    works['count-in-jumps'] = factors
    # By the formula.
    formula = Work()
    square = formula.calculate('Square', abs(total), '*', abs(total), 'direct')
    four = formula.calculate('Four times', size, '*', 4, 'direct')
    inside = formula.calculate('Inside', square, '-' if product > 0 else '+', four, 'direct')
    base = root - other
    formula.line(f'Square root: {base}*{base}={inside}.', 0.5 + 0.25 * len(str(base)))
    formula.calculate('x', formula.calculate('Sum', total, '+', base, 'direct'), '/', 2, 'direct')
    works['equation'] = formula
    # By the middle of the roots, with split products.
    for strategy, style in [('tens-and-ones', 'places'), ('round-and-adjust', 'round')]:
        again = Work(style)
        square = again.calculate('Square', abs(total), '*', abs(total))
        four = again.calculate('Four times', size, '*', 4)
        inside = again.calculate('Inside', square, '-' if product > 0 else '+', four)
        again.line(f'Square root: {base}*{base}={inside}.', 0.5 + 0.25 * len(str(base)))
        again.calculate('x', again.calculate('Sum', total, '+', base, 'direct'), '/', 2)
        works[strategy] = again
    # Trying values from left to right: x(x-s) = -p.
    trial = Work()
    start = max(1, root - 3, total + 1 if product < 0 else 1)
    for value in range(start, root + 1):
        difference = value - total
        trial.line(
            f'x={value}: {value}*{_braced(difference)}={value * difference}.', 0.25 + (0.5 if value > 9 and abs(difference) > 9 else 0.1)
        )
    trial.steps.insert(0, f'We need x*(x{_signed(-total)})={-product}.' if total else f'We need x*x={-product}.')
    trial.effort += 0.5
    works['left-to-right'] = trial
    return from_works('quadratic', text, answer, 3, works)


def _braced(number):
    return f'({number})' if number < 0 else str(number)
