"""One calculation, written out in one of four styles.

Every style returns the text of the calculation, its value and its effort. The effort stands for how easily a small
model slips: it adds up the elementary calculations done at one go and a little for every character written. Strategies
are compared by it, so what makes a strategy suit a problem is the work that it really causes there.
"""

from dataclasses import dataclass

DIRECT, PLACES, ROUND, JUMPS = 'direct', 'places', 'round', 'jumps'
INVERSE = {'+': '-', '-': '+', '*': '/', '/': '*'}
MOST_JUMPS = 13


@dataclass(frozen=True)
class Calculation:
    text: str
    value: int
    effort: float


def value_of(left, operator, right):
    if operator == '+':
        return left + right
    if operator == '-':
        return left - right
    if operator == '*':
        return left * right
    if right == 0 or left % right:
        raise ValueError(f'Expected a whole quotient, got {left}/{right}')
    return left // right


def _significant(number):
    return len(str(abs(number)).rstrip('0')) or 1


def difficulty(left, operator, right):
    """Effort of an elementary calculation done at one go."""
    if operator in '+-':
        small = min(_significant(left), _significant(right))
        carries = sum(
            (left // 10**place % 10 + right // 10**place % 10 > 9)
            if operator == '+'
            else (left // 10**place % 10 < right // 10**place % 10)
            for place in range(4)
        )
        return 0.08 * small + 0.08 * carries + (0.15 if min(left, right) < 0 or left < right and operator == '-' else 0)
    if operator == '*':
        few, many = sorted((_significant(left), _significant(right)))
        return {(1, 1): 0.08, (1, 2): 0.5, (1, 3): 1.7, (1, 4): 2.8, (2, 2): 3.4, (2, 3): 5.0}.get((few, many), 6.0)
    quotient = _significant(left // right)
    return {1: 0.2, 2: 0.9, 3: 2.0}.get(quotient, 3.0) * (1 if right in (10, 100, 1000) or right < 10 else 2.2)


def _shown(number):
    return f'({number})' if number < 0 else str(number)


def _chain(parts, elementary):
    """`a+b=...=r` from its members, with the effort of the elementary calculations between them."""
    text = '='.join(parts)
    return text, sum(difficulty(*one) for one in elementary) + 0.012 * len(text)


def direct(left, operator, right):
    value = value_of(left, operator, right)
    text, effort = _chain([f'{left}{operator}{_shown(right)}', str(value)], [(left, operator, right)])
    return Calculation(text, value, effort)


def _places_add(a, b):
    if min(a, b) < 10 or not a % 10 or not b % 10:
        return None
    tens, ones = a // 10 * 10 + b // 10 * 10, a % 10 + b % 10
    work = [(a // 10 * 10, '+', b // 10 * 10), (a % 10, '+', b % 10), (tens, '+', ones)]
    return [f'{a}+{b}', f'{tens}+{ones}', str(a + b)], work


def _places_subtract(a, b):
    if b < 10 or not b % 10:
        return None
    tens, ones = b // 10 * 10, b % 10
    work = [(a, '-', tens), (a - tens, '-', ones)]
    return [f'{a}-{b}', f'{a}-{tens}-{ones}', f'{a - tens}-{ones}', str(a - b)], work


def _place_values(number):
    digits = str(number)
    return [int(d) * 10 ** (len(digits) - 1 - i) for i, d in enumerate(digits) if d != '0']


def _places_multiply(a, b):
    if a < b:
        a, b = b, a
    if a < 10:
        return None
    # With two long factors the shorter is split, so that at most two-digit by one-digit products are left.
    split, other = (a, b) if b <= 12 or not b % 10 else (b, a)
    places = _place_values(split)
    if len(places) < 2:
        return None
    products = [place * other for place in places]
    work = [(place, '*', other) for place in places]
    running = products[0]
    for product in products[1:]:
        work.append((running, '+', product))
        running += product
    parts = [f'{a}*{b}', '+'.join(f'{place}*{other}' for place in places), '+'.join(map(str, products)), str(a * b)]
    return parts, work


def _places_divide(a, b):
    places = _place_values(a // b)
    if len(places) < 2:
        return None
    pieces = [place * b for place in places]
    parts = [f'{a}/{b}', '+'.join(f'{piece}/{b}' for piece in pieces), '+'.join(map(str, places)), str(a // b)]
    return parts, [(piece, '/', b) for piece in pieces] + [(a, '-', piece) for piece in pieces[:-1]]


def _nearest(number):
    """The round number next to `number`: a hundred where that is close, else a ten."""
    hundred = round(number / 100) * 100
    return hundred if hundred and abs(hundred - number) <= 12 else (number + 5) // 10 * 10


def _round_sum(a, operator, b):
    rounded = _nearest(b)
    gap = b - rounded
    if b < 10 or not gap:
        return None
    after = operator if gap > 0 else INVERSE[operator]
    middle = value_of(a, operator, rounded)
    work = [(a, operator, rounded), (middle, after, abs(gap))]
    parts = [f'{a}{operator}{b}', f'{a}{operator}{rounded}{after}{abs(gap)}', f'{middle}{after}{abs(gap)}']
    return parts + [str(value_of(a, operator, b))], work


def _round_multiply(a, b):
    if a < b:
        a, b = b, a
    if a < 10:
        return None
    # Of two long factors, the one nearer to a round number is rounded.
    if b > 12 and abs(_nearest(b) - b) < abs(_nearest(a) - a):
        a, b = b, a
    rounded = _nearest(a)
    gap = a - rounded
    if not gap:
        return None
    sign = '+' if gap > 0 else '-'
    whole, rest = rounded * b, abs(gap) * b
    work = [(rounded, '*', b), (abs(gap), '*', b), (whole, sign, rest)]
    return [f'{a}*{b}', f'{rounded}*{b}{sign}{abs(gap)}*{b}', f'{whole}{sign}{rest}', str(a * b)], work


def _round_divide(a, b):
    quotient = a // b
    rounded = _nearest(quotient)
    gap = quotient - rounded
    if quotient < 10 or not gap:
        return None
    sign = '+' if gap > 0 else '-'
    whole, rest = rounded * b, abs(gap) * b
    work = [(a, '-', whole), (whole, '/', b), (rest, '/', b), (rounded, sign, abs(gap))]
    return [f'{a}/{b}', f'{whole}/{b}{sign}{rest}/{b}', f'{rounded}{sign}{abs(gap)}', str(quotient)], work


def _jump_sum(a, operator, b):
    places = _place_values(b)
    if len(places) < 2:
        return None
    parts, work, rest = [f'{a}{operator}{b}'], [], b
    for place in places[:-1]:
        work.append((a, operator, place))
        a, rest = value_of(a, operator, place), rest - place
        parts.append(f'{a}{operator}{rest}')
    work.append((a, operator, rest))
    return parts + [str(value_of(a, operator, rest))], work


def multiples(unit, count):
    """The stops on the way to `count` times `unit`: in tens of units first, then one by one."""
    tens, ones = divmod(count, 10)
    stops = [unit * 10 * (i + 1) for i in range(tens)]
    return stops + [unit * 10 * tens + unit * (i + 1) for i in range(ones)]


def _jump_list(unit, count):
    if not 2 <= count <= 99 or unit > 999:
        return None
    stops = multiples(unit, count)
    return stops if len(stops) <= MOST_JUMPS else None


def _in_jumps(left, operator, right):
    if operator in '+-':
        found = _jump_sum(left, operator, right)
        if found:
            text, effort = _chain(*found)
            return Calculation(text, value_of(left, operator, right), effort)
    else:
        unit, count = (max(left, right), min(left, right)) if operator == '*' else (right, left // right)
        stops = _jump_list(unit, count)
        if stops:
            work = [(a, '+', b - a) for a, b in zip(stops, stops[1:])]
            listed = ', '.join(map(str, stops))
            value = value_of(left, operator, right)
            text = f'{left}{operator}{right}: {listed}' + (f', so {value}' if operator == '/' else '')
            # Losing count grows more likely with every jump.
            effort = sum(difficulty(*one) for one in work) + 0.012 * len(text) + 0.06 * len(stops)
            return Calculation(text, value, effort)
    return None


def calculate(left, operator, right, style=DIRECT):
    """`left operator right` written in `style`; where the style has nothing to offer, at one go."""
    value = value_of(left, operator, right)
    if style == DIRECT or min(left, right, value) < 0:
        return direct(left, operator, right)
    if style == JUMPS:
        return _in_jumps(left, operator, right) or direct(left, operator, right)
    if operator in '+-':
        if style == ROUND:
            found = _round_sum(left, operator, right)
        else:
            found = _places_add(left, right) if operator == '+' else _places_subtract(left, right)
    elif operator == '*':
        found = (_round_multiply if style == ROUND else _places_multiply)(left, right)
    else:
        found = (_round_divide if style == ROUND else _places_divide)(left, right)
    if not found:
        return direct(left, operator, right)
    text, effort = _chain(*found)
    return Calculation(text, value, effort)
