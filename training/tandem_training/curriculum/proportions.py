"""Percent, ratio and average."""

from .problem import Plan, Work, from_plan
from .words import NAMES, THINGS, distractor, near_round, two_digits

PERCENTS = [5, 10, 15, 20, 25, 30, 35, 40, 45, 55, 60, 65, 70, 75, 80, 85, 90, 95]


def _percent_by_tens(work, percent, base):
    """From ten percent and five percent; returns the part."""
    ten = work.calculate('10%', base, '/', 10, 'direct')
    tens, five = divmod(percent, 10)
    part = work.calculate(f'{tens}0%', ten, '*', tens, 'direct') if tens > 1 else ten if tens else 0
    if five:
        half = work.calculate('5%', ten, '/', 2, 'direct')
        part = work.calculate(f'{percent}%', part, '+', half, 'direct') if part else half
    return part


def _percent_from_round(work, percent, base):
    """From the whole, the half or a quarter, corrected."""
    if percent > 70:
        rest = _percent_by_tens(work, 100 - percent, base)
        return work.calculate(f'{percent}%', base, '-', rest, 'direct')
    if percent in (45, 55, 40, 60, 65):
        half = work.calculate('50%', base, '/', 2, 'direct')
        rest = _percent_by_tens(work, abs(percent - 50), base)
        return work.calculate(f'{percent}%', half, '+' if percent > 50 else '-', rest, 'direct')
    return _percent_in_jumps(work, percent, base)


def _percent_in_jumps(work, percent, base):
    """Five percent again and again."""
    five = work.calculate('5%', base, '/', 20, 'direct')
    return work.calculate(f'{percent}%', five, '*', percent // 5, 'jumps') if percent > 5 else five


def _percent_at_once(work, percent, base):
    return work.calculate(f'{percent}%', work.calculate('Product', base, '*', percent, 'direct'), '/', 100, 'direct')


WAYS = {
    'left_to_right': ('direct', _percent_at_once),
    'tens_and_ones': ('places', _percent_by_tens),
    'round_and_adjust': ('round', _percent_from_round),
    'count_in_jumps': ('jumps', _percent_in_jumps),
}


def percent(rng, hard):
    rate, base, name = rng.choice(PERCENTS), 20 * rng.randint(2, 30 if not hard else 150), rng.choice(NAMES)
    part, shape, other = rate * base // 100, rng.randrange(6), two_digits(rng)
    if shape == 0:
        text, tail = f'What is {rate}% of {base}, plus {other}?', [('Plus', '+', other)]
    elif shape == 1:
        thing = rng.choice(['coat', 'bike', 'phone', 'table', 'camera'])
        text, tail = f'A {thing} costs ${base}. It is {rate}% off. What is the new price?', [('Price', base, '-')]
    elif shape == 2:
        text, tail = (
            f'A town of {base} people grows by {rate}%. Then {other} more people come. How many people are there now?',
            [('Now', base, '+'), ('Then', '+', other)],
        )
    elif shape == 3:
        things = rng.choice(THINGS)
        text, tail = (
            f'{name} has {base} {things} and sells {rate}% of them.{distractor(rng, name)} Then {name} buys {other}. How many {things} does {name} have?',
            [('Left', base, '-'), ('Now', '+', other)],
        )
    elif shape == 4:
        text, tail = (
            f'{rate}% of the {base} children in a school are girls. How many more girls than boys are there, or boys than girls?',
            [('Others', base, '-'), ('gap',)],
        )
    else:
        text, tail = (
            f'In a shop {rate}% of {base} dollars is tax. {name} pays ${base + other} and the tax. How much in all?',
            [('Tax', '+', base), ('All', '+', other)],
        )

    def finish(work, value):
        first = value
        for one in tail:
            if one[0] == 'gap':
                value = work.calculate('Gap', max(first, value), '-', min(first, value))
            elif isinstance(one[1], str):
                value = work.calculate(one[0], value, one[1], one[2])
            else:
                value = work.calculate(one[0], one[1], one[2], value)
        return value

    special = {}
    for strategy, (style, way) in WAYS.items():
        work = Work(style)
        answer = finish(work, way(work, rate, base))
        special[strategy] = work
    work = Work()
    work.line(f'Let x be {rate}% of {base}. x={rate}*{base}/100.', 0.1)
    finish(work, _percent_at_once(work, rate, base))
    special['equation'] = work
    if answer < 0 or shape == 4 and 2 * part == base:
        return None
    return from_plan('percent', text, Plan(), answer, 2 + len(tail), **special)


def ratio(rng, hard):
    first, second = rng.randint(1, 7), rng.randint(2, 9)
    if first == second:
        return None
    names, things = rng.sample(NAMES, 2), rng.choice(THINGS)
    unit, shape, plan = near_round(rng, 4, 39 if not hard else 149), rng.randrange(4), Plan()
    side = distractor(rng, names[0])
    if shape == 0:
        total = unit * (first + second)
        text = f'{names[0]} and {names[1]} share {total} {things} in the ratio {first}:{second}.{side} How many does {names[1]} get?'
        plan.add(names[1], plan.add('One part', total, '/', plan.add('Parts', first, '+', second)), '*', second)
    elif shape == 1:
        more = abs(second - first)
        if more < 2:
            return None
        text = f'{names[0]} and {names[1]} share money in the ratio {first}:{second}. One gets ${unit * more} more than the other.{side} How many dollars do they share?'
        one = plan.add('One part', unit * more, '/', plan.add('Gap', max(first, second), '-', min(first, second)))
        plan.add('All', one, '*', plan.add('Parts', first, '+', second))
    elif shape == 2:
        text = f'A drink mixes juice and water {first}:{second}. There are {unit * first} ml of juice. How many ml are there in all?'
        water = plan.add('Water', plan.add('One part', unit * first, '/', first), '*', second)
        plan.add('All', unit * first, '+', water)
    else:
        third = rng.randint(1, 6)
        total = unit * (first + second + third)
        text = f'Three friends split ${total} in the ratio {first}:{second}:{third}.{side} How many dollars does the first one get?'
        parts = plan.add('Parts', plan.add('Parts', first, '+', second), '+', third)
        plan.add('First', plan.add('One part', total, '/', parts), '*', first)
    return from_plan('ratio', text, plan) if plan.largest <= 2999 else None


def average(rng, hard):
    count = rng.choice([3, 4]) if not hard else rng.choice([4, 5])
    mean, spread = rng.randint(15, 90) if not hard else rng.randint(80, 400), rng.choice([5, 9, 30])
    numbers = [mean + rng.randint(-spread, spread) for _ in range(count - 1)]
    numbers.append(mean * count - sum(numbers))
    if not 2 <= numbers[-1] <= 999 or min(numbers) < 2:
        return None
    rng.shuffle(numbers)
    name, hidden = rng.choice(NAMES), rng.random() < 0.3
    listed = numbers[:-1] if hidden else numbers
    shown = f'{", ".join(map(str, listed[:-1]))} and {listed[-1]}'
    if hidden:
        answer = numbers[-1]
        text = rng.choice(
            [
                f'{name} scores {shown}. What must the next score be for an average of {mean}?',
                f'The average of {shown} and one more number is {mean}. Find that number.',
            ]
        )
    else:
        answer = mean
        text = rng.choice(
            [
                f'What is the average of {shown}?',
                f'Find the mean of {shown}.',
                f'On {count} days {name} walks {shown} km. What is the average?',
                f'The scores are {shown}.{distractor(rng, name)} What is the average score?',
            ]
        )

    def finish(work, total):
        if hidden:
            work.calculate('Missing', work.calculate('All', mean, '*', count), '-', total)
        else:
            work.calculate('Divide', total, '/', count)

    special = {}
    for strategy, style in [('left_to_right', 'direct'), ('tens_and_ones', 'places'), ('count_in_jumps', 'jumps')]:
        work, total = Work(style), listed[0]
        for number in listed[1:]:
            total = work.calculate('Sum', total, '+', number)
        finish(work, total)
        special[strategy] = work
    # Rounding: guess a mean, and average the differences from it.
    work, guess = Work(), mean if hidden else min(numbers) // 10 * 10
    gaps = [number - guess for number in listed]
    total = 0
    work.line(f'Guess {guess}. Differences: {", ".join(map(str, gaps))}.', 0.1 + sum(0.1 + 0.08 * (len(str(abs(gap))) - 1) for gap in gaps))
    total = gaps[0]
    for gap in gaps[1:]:
        total = work.calculate('Sum', total, '+', gap) if gap >= 0 else work.calculate('Sum', total, '-', -gap)
    if hidden:
        work.calculate('Missing', guess, '-', total) if total >= 0 else work.calculate('Missing', guess, '+', -total)
    else:
        work.calculate('Adjust', guess, '+', work.calculate('Divide', total, '/', count))
    special['round_and_adjust'] = work
    plan = Plan()
    total = listed[0]
    for number in listed[1:]:
        total = plan.add('', total, '+', number)
    if hidden:
        plan.add('', plan.add('', mean, '*', count), '-', total)
    else:
        plan.add('', total, '/', count)
    special['equation'] = plan.equation()
    return from_plan('average', text, plan, answer, **special)
