"""Fractions, counting and probability."""

from math import gcd

from .problem import Plan, Work, from_plan, from_works
from .words import NAMES, THINGS, distractor, near_round, two_digits


def fraction_of(rng, hard):
    bottom = rng.randint(3, 9 if not hard else 12)
    top = rng.randint(2, bottom - 1)
    if gcd(top, bottom) > 1:
        return None
    unit, name, things = near_round(rng, 3, 49 if not hard else 199), rng.choice(NAMES), rng.choice(THINGS)
    whole, more, shape, plan = unit * bottom, two_digits(rng), rng.randrange(4), Plan()
    side = distractor(rng, name)
    if shape == 0:
        text = rng.choice(
            [
                f'{name} has {whole} {things} and gives away {top}/{bottom} of them.{side} How many are left?',
                f'{top}/{bottom} of {whole} {things} are red. How many are not red?',
            ]
        )
        plan.add('Left', whole, '-', plan.add('Part', plan.add('One part', whole, '/', bottom), '*', top))
    elif shape == 1:
        text = f'What is {top}/{bottom} of {whole}, plus {more}?'
        plan.add('Plus', plan.add('Part', plan.add('One part', whole, '/', bottom), '*', top), '+', more)
    elif shape == 2:
        text = f'{top}/{bottom} of a number is {unit * top}. What is the number plus {more}?'
        plan.add('Plus', plan.add('Number', plan.add('One part', unit * top, '/', top), '*', bottom), '+', more)
    else:
        text = f'{name} reads {top}/{bottom} of a book of {whole} pages and then {more} pages.{side} How many pages has {name} read?'
        plan.add('Read', plan.add('Part', plan.add('One part', whole, '/', bottom), '*', top), '+', more)
        if unit * top + more > whole:
            return None
    return from_plan('fraction of a number', text, plan)


def _reduce(work, top, bottom):
    """The fraction in lowest terms, divided out in the open."""
    common = gcd(top, bottom)
    if common > 1:
        work.line(
            f'Divide by {common}: {top}/{common}={top // common}, {bottom}/{common}={bottom // common}.', 0.5 + 0.2 * len(str(common))
        )
    return f'{top // common}/{bottom // common}' if bottom != common else str(top // common)


def fraction_sum(rng, hard):
    high = 9 if not hard else 15
    b, d = rng.randint(2, high), rng.randint(2, high)
    a, c = rng.randint(1, b - 1), rng.randint(1, d - 1)
    if b == d or gcd(a, b) > 1 or gcd(c, d) > 1:
        return None
    sign = rng.choice('+-')
    if sign == '-' and a * d <= c * b:
        a, b, c, d = c, d, a, b
    name = rng.choice(NAMES)
    text = rng.choice(
        [
            f'What is {a}/{b}{sign}{c}/{d} as a fraction in lowest terms?',
            f'Compute {a}/{b}{sign}{c}/{d}.',
            f'{name} eats {a}/{b} of a cake and then {c}/{d} of it. How much is that in all?'
            if sign == '+'
            else f'{name} has {a}/{b} of a cake and eats {c}/{d} of the cake. How much is left?',
        ]
    )
    if 'eats' in text and sign == '+' and a * d + b * c > b * d:
        return None
    common = b * d // gcd(b, d)
    top = a * (common // b) + (1 if sign == '+' else -1) * c * (common // d)
    works = {}
    # Cross products: always works, large numbers to reduce.
    for strategy, style in [('left-to-right', 'direct'), ('tens-and-ones', 'places'), ('equation', 'direct')]:
        work = Work(style)
        if strategy == 'equation':
            work.line(f'x=({a}*{d}{sign}{c}*{b})/({b}*{d}).', 0.25)
        left, right = work.calculate('', a, '*', d), work.calculate('', c, '*', b)
        upper = work.calculate('Top', left, sign, right)
        lower = work.calculate('Bottom', b, '*', d)
        answer = _reduce(work, upper, lower)
        works[strategy] = work
    # The least common bottom: found by listing multiples, small numbers.
    for strategy in ('count-in-jumps', 'round-and-adjust'):
        work = Work()
        big = max(b, d)
        if strategy == 'count-in-jumps':
            stops = [big * (i + 1) for i in range(common // big)]
            work.line(f'Multiples of {big}: {", ".join(map(str, stops))}.', 0.12 * len(stops))
        else:
            work.calculate('Bottom', big, '*', common // big)
            work.effort += 0.15 * (common // big)
        left = work.calculate('', a, '*', common // b)
        right = work.calculate('', c, '*', common // d)
        work.calculate('Top', left, sign, right)
        again = _reduce(work, top, common)
        assert again == answer
        works[strategy] = work
    return from_works('sum of fractions', text, answer, 4, works)


def probability(rng, hard):
    colours = rng.sample(['red', 'blue', 'green', 'white', 'black'], 3)
    counts = [rng.randint(2, 19 if not hard else 45) for _ in colours]
    things, name = rng.choice(['balls', 'marbles', 'cards', 'beads']), rng.choice(NAMES)
    other = rng.random() < 0.5
    text = f'A bag has {counts[0]} {colours[0]}, {counts[1]} {colours[1]} and {counts[2]} {colours[2]} {things}.{distractor(rng, name)} {name} takes one. What is the probability that it is {"not " if other else ""}{colours[0]}?'
    works = {}
    for strategy, style in [
        ('left-to-right', 'direct'),
        ('tens-and-ones', 'places'),
        ('round-and-adjust', 'round'),
        ('count-in-jumps', 'jumps'),
        ('equation', 'direct'),
    ]:
        work = Work(style)
        if strategy == 'equation':
            work.line(f'x={f"({counts[1]}+{counts[2]})" if other else counts[0]}/({counts[0]}+{counts[1]}+{counts[2]}).', 0.2)
        total = work.calculate('All', work.calculate('Sum', counts[0], '+', counts[1]), '+', counts[2])
        good = counts[0]
        if other:
            good = work.calculate('Good', total, '-', counts[0]) if style == 'direct' else work.calculate('Good', counts[1], '+', counts[2])
        answer = _reduce(work, good, total)
        works[strategy] = work
    return from_works('probability', text, answer, 3 + other, works)


def counting(rng, hard):
    plan, name, shape = Plan(), rng.choice(NAMES), rng.randrange(5)
    if shape == 0:
        a, b, c, minus = rng.randint(2, 12), rng.randint(2, 9), rng.randint(2, 9), rng.randint(2, 20)
        text = f'{name} has {a} shirts, {b} hats and {c} coats, and wears one of each. {minus} of the outfits look bad. How many good outfits are there?'
        plan.add('Good', plan.add('Outfits', plan.add('Pairs', a, '*', b), '*', c), '-', minus)
    elif shape == 1:
        people, more = rng.randint(5, 30 if not hard else 60), rng.randint(2, 30)
        text = rng.choice(
            [
                f'{people} people shake hands, each with each, and {more} of them twice in all. How many handshakes are there?',
                f'In a league {people} teams play each other once. Then there are {more} more games. How many games are there?',
            ]
        )
        pairs = plan.add('Pairs', plan.add('Product', people, '*', plan.add('Others', people, '-', 1)), '/', 2)
        plan.add('All', pairs, '+', more)
    elif shape == 2:
        people = rng.randint(4, 30 if not hard else 60)
        other = rng.randint(3, 19)
        text = (
            f'A club of {people} people picks a leader and a helper. Another club has {other} people and picks one. In how many ways can all this be done?'
            if people * (people - 1) * other <= 2999
            else f'A club of {people} people picks a leader and a helper. In how many ways?'
        )
        product = plan.add('Two of them', people, '*', plan.add('Others', people, '-', 1))
        if 'Another' in text:
            plan.add('All', product, '*', other)
    elif shape == 3:
        rows, seats, boys = rng.randint(3, 15), near_round(rng, 4, 29), rng.randint(11, 40)
        text = f'A hall has {rows} rows of {seats} seats. {boys} seats are taken and {rng.randint(2, 9)} lamps are on. How many pairs of friends can still sit down, two seats a pair?'
        free = rows * seats - boys
        if free % 2 or free < 4:
            return None
        plan.add('Pairs', plan.add('Free', plan.add('Seats', rows, '*', seats), '-', boys), '/', 2)
    else:
        digits, length = rng.randint(3, 9), 3
        extra = two_digits(rng)
        text = f'How many codes of {length} signs can be made from {digits} signs, if a sign may come again? {extra} of them are taken. How many are free?'
        left = plan.add('Two signs', digits, '*', digits)
        plan.add('Free', plan.add('Three signs', left, '*', digits), '-', extra)
    return from_plan('counting', text, plan) if 0 <= plan.smallest and plan.largest <= 9999 else None
