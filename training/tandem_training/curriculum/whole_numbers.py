"""Remainders, divisibility, greatest common divisor, least common multiple."""

from math import gcd

from .arithmetic import multiples
from .problem import Work, from_works
from .words import CONTAINERS, NAMES, THINGS, two_digits


def _remainder_works(number, divisor, finish):
    """The remainder by place values, by rounding up, in jumps and by the quotient; `finish(work, remainder)` goes on."""
    quotient, rest = divmod(number, divisor)
    works = {}
    # Place values: take away hundreds, tens and ones of the divisor.
    work, left = Work(), number
    for scale in (100, 10, 1):
        count = left // (divisor * scale)
        if count:
            piece = work.calculate('Piece', divisor, '*', count * scale)
            left = work.calculate('Left', left, '-', piece)
    works['tens-and-ones'] = work
    # Round up to the next multiple and step back.
    work = Work()
    above = work.calculate('Next multiple', divisor, '*', quotient + 1)
    over = work.calculate('Too many', above, '-', number)
    work.calculate('Remainder', divisor, '-', over)
    # The quotient has to be found in the head: that is the hard part of these two.
    work.effort += 0.5 * len(str(quotient)) ** 1.5
    works['round-and-adjust'] = work
    work = Work()
    whole = work.calculate('Multiple', divisor, '*', quotient) if quotient else 0
    work.calculate('Remainder', number, '-', whole)
    work.effort += 0.5 * len(str(quotient)) ** 1.5
    works['left-to-right'] = work
    work = Work()
    work.line(f'{number}={divisor}*{quotient}+x.', 0.5 * len(str(quotient)) ** 1.5)
    work.calculate('Product', divisor, '*', quotient)
    work.calculate('x', number, '-', divisor * quotient)
    works['equation'] = work
    work = Work()
    if len(multiples(divisor, quotient)) <= 14:
        stops = multiples(divisor, quotient)
        work.line(f'Multiples of {divisor}: {", ".join(map(str, stops))}.', 0.16 * len(stops))
        work.calculate('Remainder', number, '-', stops[-1])
    else:
        work.calculate('Multiple', divisor, '*', quotient)
        work.calculate('Remainder', number, '-', divisor * quotient)
        work.effort += 0.6 * len(str(quotient)) ** 1.5
    works['count-in-jumps'] = work
    for work in works.values():
        finish(work, rest)
    return works


def remainder(rng, hard):
    divisor = rng.randint(3, 12 if not hard else 29)
    quotient = rng.randint(3, 60 if not hard else 199)
    rest = rng.randrange(divisor)
    number, name, things = divisor * quotient + rest, rng.choice(NAMES), rng.choice(THINGS)
    shape = rng.randrange(4)
    if shape == 0:
        text = rng.choice(
            ['What is the remainder when {} is divided by {}?', 'Find {} mod {}.', '{} is divided by {}. What is the remainder?']
        ).format(number, divisor)
        finish, answer, level = (lambda work, rest: None), rest, 2
    elif shape == 1:
        missing = divisor - rest if rest else 0
        if not missing:
            return None
        text = rng.choice(
            [
                f'What is the smallest number to add to {number} so that {divisor} divides it?',
                f'{name} has {number} {things} and fills {rng.choice(CONTAINERS)} with {divisor} each. How many more are needed to fill the last one?',
            ]
        )
        finish, answer, level = (lambda work, rest: work.calculate('Missing', divisor, '-', rest)), missing, 3
    elif shape == 2:
        more = two_digits(rng)
        start = number - more
        if start < 10:
            return None
        text = (
            f'{name} has {start} {things} and gets {more} more. They go into {rng.choice(CONTAINERS)} of {divisor}. How many are left over?'
        )
        works = _remainder_works(number, divisor, lambda work, rest: None)
        for work in works.values():
            tail, work.steps = work.steps, []
            work.calculate('All', start, '+', more)
            work.steps += tail
        return from_works('remainder', text, rest, 3, works)
    else:
        number, divisor, first = rng.randint(15, 400 if not hard else 999), 7, rng.randrange(7)
        rest = number % 7
        text = f'Today is day {first + 1} of the week. Which day of the week (1 to 7) is it in {number} days?'
        answer = (first + rest) % 7 + 1

        def finish(work, rest):
            day = work.calculate('Day', first + 1, '+', rest)
            if day > 7:
                work.calculate('Back', day, '-', 7)

        level = 3
    return from_works('remainder', text, answer, level, _remainder_works(number, divisor, finish))


def _euclid(work, larger, smaller):
    while smaller:
        quotient, rest = divmod(larger, smaller)
        work.line(f'{larger}-{quotient}*{smaller}={rest}.', 0.25 + 0.25 * len(str(smaller)) * (1 if quotient > 1 else 0.6))
        larger, smaller = smaller, rest
    return larger


def _by_subtraction(work, larger, smaller):
    while larger != smaller:
        larger, smaller = sorted((work.calculate('', larger, '-', smaller), smaller), reverse=True)
    return larger


def _primes(number):
    factors, prime = [], 2
    while number > 1:
        while number % prime == 0:
            factors.append(prime)
            number //= prime
        prime += 1
    return factors


def common_divisor(rng, hard):
    common = rng.randint(2, 15 if not hard else 30)
    a, b = rng.sample(range(2, 13 if not hard else 20), 2)
    common *= gcd(a, b)
    a, b = a // gcd(a, b), b // gcd(a, b)
    larger, smaller = common * max(a, b), common * min(a, b)
    if larger > (199 if not hard else 699) or larger == smaller:
        return None
    multiple = common * a * b
    want_multiple = rng.random() < 0.5 and multiple <= 2999
    name, things = rng.choice(NAMES), rng.choice(THINGS)
    pair = [larger, smaller]
    rng.shuffle(pair)
    if want_multiple:
        text = rng.choice(
            [
                'What is the least common multiple of {} and {}?',
                'Find lcm({}, {}).',
                'Two lamps flash every {} and every {} seconds. They flash together now. After how many seconds do they flash together again?',
            ]
        ).format(*pair)
    else:
        text = rng.choice(
            [
                'What is the greatest common divisor of {} and {}?',
                'Find gcd({}, {}).',
                name + ' has {} red and {} blue ' + things + ' and makes equal bags with none left. How many bags at most?',
            ]
        ).format(*pair)

    def finish(work):
        if want_multiple:
            part = work.calculate('Part', larger, '/', common)
            work.calculate('Multiple', part, '*', smaller)

    works = {}
    work = Work()
    _euclid(work, larger, smaller)
    work.line(f'gcd={common}.', 0.1)
    finish(work)
    works['left-to-right'] = work
    work = Work()
    steps_needed = 0
    x, y = larger, smaller
    while x != y and steps_needed < 14:
        x, y = max(x - y, y), min(x - y, y)
        steps_needed += 1
    work = Work()
    if steps_needed < 9:
        _by_subtraction(work, larger, smaller)
    else:
        _euclid(work, larger, smaller)
        work.effort += 0.5
    work.line(f'gcd={common}.', 0.1)
    finish(work)
    works['round-and-adjust'] = work
    # Prime factors stand for taking numbers apart.
    work = Work()
    for number in (larger, smaller):
        factors = _primes(number)
        work.line(f'{number}={"*".join(map(str, factors))}.', 0.18 * len(factors) + (0.5 if max(factors) > 7 else 0))
    shared, rest = [], _primes(smaller)
    for prime in _primes(larger):
        if prime in rest:
            rest.remove(prime)
            shared.append(prime)
    work.line(f'gcd={"*".join(map(str, shared))}={common}.' if len(shared) > 1 else f'gcd={common}.', 0.3)
    finish(work)
    works['tens-and-ones'] = work
    # Listing: multiples of the larger until the smaller divides, or divisors of the smaller.
    work = Work()
    if want_multiple:
        stops = [larger * (i + 1) for i in range(multiple // larger)]
        work.line(f'Multiples of {larger}: {", ".join(map(str, stops))}.', 0.2 * len(stops))
        work.calculate('Fits', multiple, '/', smaller)
    else:
        divisors = [d for d in range(1, smaller + 1) if smaller % d == 0]
        work.line(f'Divisors of {smaller}: {", ".join(map(str, divisors))}.', 0.22 * len(divisors) + (0.4 if smaller > 60 else 0))
        work.calculate('Fits', larger, '/', common)
    works['count-in-jumps'] = work
    work = Work()
    if want_multiple:
        work.line(f'{larger}*a={smaller}*b.', 0.3)
    work.line(f'{larger}={common}*{larger // common}, {smaller}={common}*{smaller // common}.', 1.2 + 0.2 * len(str(common)))
    if want_multiple:
        work.calculate('Multiple', larger, '*', smaller // common)
    else:
        work.line(f'gcd={common}.', 0.1)
    works['equation'] = work
    answer = multiple if want_multiple else common
    return from_works('common multiple' if want_multiple else 'common divisor', text, answer, 3, works)


def _multiples_up_to(work, number, divisor):
    """How often the divisor goes into the number, by hundreds, tens and ones; returns the count."""
    left, counts = number, []
    for scale in (100, 10, 1):
        count = left // (divisor * scale) * scale
        if count:
            piece = work.calculate(f'Up to {left}', divisor, '*', count)
            left = work.calculate('Left', left, '-', piece)
            counts.append(count)
    if len(counts) < 2:
        return sum(counts)
    work.line(f'Times: {"+".join(map(str, counts))}={sum(counts)}.', 0.1)
    return sum(counts)


def divisible_count(rng, hard):
    """How many numbers in a range are divisible."""
    divisor = rng.randint(3, 12 if not hard else 19)
    top = rng.randint(40, 399 if not hard else 1999)
    low = rng.randint(12, top // 2)
    upper, lower = top // divisor, (low - 1) // divisor
    text = rng.choice(
        [
            f'How many numbers from {low} to {top} are divisible by {divisor}?',
            f'How many multiples of {divisor} are there from {low} to {top}?',
        ]
    )
    works = {}
    work = Work('places')
    counts = [_multiples_up_to(work, number, divisor) for number in (top, low - 1)]
    work.calculate('Count', counts[0], '-', counts[1])
    works['tens-and-ones'] = work
    for strategy, style, extra in [('left-to-right', 'direct', 0.5), ('round-and-adjust', 'round', 0.7)]:
        work = Work(style)
        work.line(f'Last multiple: {divisor}*{upper}={divisor * upper}.', extra * len(str(upper)))
        work.line(f'Below {low}: {divisor}*{lower}={divisor * lower}.', extra * len(str(lower)))
        work.calculate('Count', upper, '-', lower)
        works[strategy] = work
    first, last = divisor * (lower + 1), divisor * upper
    work = Work()
    work.line(f'First {first}, last {last}.', 0.9)
    work.line(f'{first}+{divisor}*(x-1)={last}.', 0.2)
    rise = work.calculate('', last, '-', first)
    work.calculate('x', work.calculate('', rise, '/', divisor), '+', 1)
    works['equation'] = work
    work = Work()
    count = upper - lower
    if 1 <= count <= 16:
        work.line(f'Multiples: {", ".join(str(first + divisor * i) for i in range(count))}.', 0.4 + 0.16 * count)
        work.line(f'These are {count}.', 0.05 * count)
    else:
        work.line(f'First {first}, last {last}.', 0.9)
        gap = work.calculate('Way', last, '-', first)
        work.calculate('Count', work.calculate('Jumps', gap, '/', divisor, 'jumps'), '+', 1)
    works['count-in-jumps'] = work
    return from_works('divisibility', text, count, 3, works) if count > 0 else None
