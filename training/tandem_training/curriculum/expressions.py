"""Bare expressions: sums, products, brackets, powers."""

from .problem import Plan, from_plan
from .words import big, near_round, one_digit, two_digits

ASK = ['What is {}?', 'Compute {}.', 'Evaluate {}.', 'Find {}.', 'Calculate {}.', 'Find the value of {}.']


def expression(rng, hard):
    plan = Plan()
    shape = rng.choice([0, 1, 2, 3, 4, 4, 5, 6, 8]) if not hard else rng.randrange(3, 9)

    def sign():
        return rng.choice('+-')

    if shape == 0:
        last = plan.add('', big(rng, hard), sign(), big(rng, hard))
        plan.add('', last, sign(), big(rng, hard))
    elif shape == 1:
        last = plan.add('', two_digits(rng), '*', one_digit(rng))
        last = plan.add('', last, sign(), big(rng, hard))
        plan.add('', last, sign(), two_digits(rng))
    elif shape == 2:
        last = plan.add('', two_digits(rng), sign(), two_digits(rng))
        last = plan.add('', last, '*', one_digit(rng))
        plan.add('', last, sign(), two_digits(rng))
    elif shape == 3:
        first = plan.add('', near_round(rng, 11, 99), '*', one_digit(rng))
        second = plan.add('', near_round(rng, 11, 99), '*', one_digit(rng))
        plan.add('', first, sign(), second)
    elif shape == 4:
        first = plan.add('', near_round(rng, 11, 99), '*', near_round(rng, 11, 60 if not hard else 99))
        plan.add('', first, sign(), big(rng, hard))
    elif shape == 5:
        divisor, quotient = one_digit(rng), near_round(rng, 12, 99 if not hard else 299)
        first = plan.add('', divisor * quotient, '/', divisor)
        second = plan.add('', two_digits(rng), '*', one_digit(rng))
        plan.add('', second, sign(), first)
    elif shape == 6:
        last = plan.add('', big(rng, hard), sign(), big(rng, hard))
        for _ in range(rng.randint(2, 3)):
            last = plan.add('', last, sign(), big(rng, hard))
    elif shape == 7:
        first = plan.add('', big(rng, hard), sign(), two_digits(rng))
        second = plan.add('', two_digits(rng), '*', two_digits(rng))
        last = plan.add('', second, sign(), first)
        plan.add('', last, sign(), big(rng, hard))
    else:
        first = plan.add('', rng.randint(101, 499), '*', one_digit(rng))
        second = plan.add('', rng.randint(101, 499), '*', one_digit(rng))
        last = plan.add('', first, sign(), second)
        if hard:
            plan.add('', last, sign(), big(rng, hard))
    limit = 9999 if hard else 4999
    if plan.largest > limit or plan.smallest < (-999 if rng.random() < 0.15 else 0):
        return None
    return from_plan('expression', rng.choice(ASK).format(plan.expression()), plan)


def powers(rng, hard):
    plan, first = Plan(), rng.randint(3, 30 if not hard else 60)
    shape = rng.randrange(4)
    if shape == 0:
        second = rng.randint(3, 25)
        if second == first:
            return None
        sign = rng.choice('+-') if first > second else '+'
        extra = two_digits(rng)
        left = plan.add('Square', first, '*', first)
        right = plan.add('Square', second, '*', second)
        last = plan.add('Together', left, sign, right)
        plan.add('Rest', last, '+', extra)
        shown = f'{first}^2{sign}{second}^2+{extra}'
    elif shape == 1:
        base, extra = rng.randint(2, 9 if not hard else 14), big(rng, hard)
        left = plan.add('Square', base, '*', base)
        left = plan.add('Cube', left, '*', base)
        plan.add('Rest', left, '+', extra)
        shown = f'{base}^3+{extra}'
    elif shape == 2:
        exponent, extra = rng.randint(4, 8 if not hard else 10), two_digits(rng)
        left = plan.add('', 2, '*', 2)
        for _ in range(exponent - 2):
            left = plan.add('', left, '*', 2)
        plan.add('Rest', left, '+', extra)
        shown = f'2^{exponent}+{extra}'
    else:
        factor, extra = one_digit(rng), big(rng, hard)
        left = plan.add('Square', first, '*', first)
        left = plan.add('Times', left, '*', factor)
        plan.add('Rest', left, '-', extra)
        shown = f'{factor}*{first}^2-{extra}'
    if plan.smallest < 0 or plan.largest > 9999:
        return None
    return from_plan('powers', rng.choice(ASK).format(shown), plan)
