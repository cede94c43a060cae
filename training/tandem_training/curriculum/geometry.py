"""Areas, perimeters and units."""

from .problem import Plan, from_plan
from .words import NAMES, near_round, one_digit, two_digits


def area(rng, hard):
    width, height = near_round(rng, 3, 29 if not hard else 89), near_round(rng, 4, 49 if not hard else 99)
    name, shape, plan = rng.choice(NAMES), rng.randrange(7), Plan()
    unit = rng.choice(['m', 'cm'])
    if shape == 0:
        pond = two_digits(rng)
        other = rng.randint(2, 19)
        text = f'A garden is {height} m by {width} m. A pond covers {pond} square m and a path {other} square m. What area is left?'
        plan.add('Left', plan.add('Left', plan.add('Area', height, '*', width), '-', pond), '-', other)
    elif shape == 1:
        price = one_digit(rng)
        text = f'{name} puts a fence around a field of {height} m by {width} m. One m costs ${price}. What does the fence cost?'
        plan.add('Cost', plan.add('Perimeter', plan.add('Half', height, '+', width), '*', 2), '*', price)
    elif shape == 2:
        area_ = width * height
        text = rng.choice(
            [
                f'A rectangle has an area of {area_} square {unit}. One side is {width} {unit}. What is its perimeter?',
                f'One side of a rectangle is {width} {unit}, its area is {area_} square {unit}. Find the perimeter.',
            ]
        )
        other = plan.add('Other side', area_, '/', width)
        plan.add('Perimeter', plan.add('Half', other, '+', width), '*', 2)
    elif shape == 3:
        base = 2 * rng.randint(3, 30)
        more = two_digits(rng)
        text = f'A triangle has a base of {base} {unit} and a height of {height} {unit}. A square next to it has an area of {more} square {unit}. What is the area of both?'
        plan.add('Both', plan.add('Triangle', plan.add('Product', base, '*', height), '/', 2), '+', more)
    elif shape == 4:
        inner, outer = rng.randint(2, max(2, width - 1)), rng.randint(2, max(2, height - 1))
        text = f'A plate of {height} cm by {width} cm has a hole of {outer} cm by {inner} cm. What area is left?'
        plan.add('Left', plan.add('Plate', height, '*', width), '-', plan.add('Hole', outer, '*', inner))
    elif shape == 5:
        perimeter = 2 * (width + height)
        text = f'The perimeter of a rectangle is {perimeter} {unit}. One side is {width} {unit}. What is the area?'
        other = plan.add('Other side', plan.add('Half', perimeter, '/', 2), '-', width)
        plan.add('Area', other, '*', width)
    else:
        depth = one_digit(rng)
        width, height = rng.randint(3, 15), rng.randint(3, 15 if not hard else 29)
        text = rng.choice(
            [
                f'A box is {height} cm by {width} cm by {depth} cm. What is its surface area?',
                f'Find the surface area of a box with sides {height} cm, {width} cm and {depth} cm.',
            ]
        )
        one, two, three = plan.add('Top', height, '*', width), plan.add('Front', height, '*', depth), plan.add('Side', width, '*', depth)
        plan.add('Surface', plan.add('Sum', plan.add('Sum', one, '+', two), '+', three), '*', 2)
    return from_plan('area', text, plan) if 0 <= plan.smallest and plan.largest <= (9999 if hard else 3999) else None


def units(rng, hard):
    name, plan, shape = rng.choice(NAMES), Plan(), rng.randrange(5)
    if shape == 0:
        hours, minutes, more = rng.randint(1, 9 if not hard else 19), rng.randint(2, 58), two_digits(rng)
        text = f'A film lasts {hours} h {minutes} min and a second one {more} min. How many minutes are both?'
        plan.add('Both', plan.add('First', plan.add('Hours', hours, '*', 60), '+', minutes), '+', more)
    elif shape == 1:
        metres, extra, cut = rng.randint(2, 19), rng.randint(3, 97), rng.randint(11, 180)
        text = f'A rope is {metres} m {extra} cm long. {name} cuts off {cut} cm. How many cm are left?'
        plan.add('Left', plan.add('Length', plan.add('Metres', metres, '*', 100), '+', extra), '-', cut)
    elif shape == 2:
        count, grams = rng.randint(2, 19), near_round(rng, 15, 95)
        kilos = count * grams // 1000 + rng.randint(1, 2 if not hard else 5)
        text = f'From {kilos} kg of flour {name} bakes {count} cakes with {grams} g each. How many g are left?'
        plan.add('Left', plan.add('Flour', kilos, '*', 1000), '-', plan.add('Cakes', count, '*', grams))
    elif shape == 3:
        days, hours, nights = rng.randint(2, 12), rng.randint(2, 23), one_digit(rng)
        text = f'A trip lasts {days} days and {hours} hours. {name} sleeps {nights} hours each of the {days} days. For how many hours is {name} awake?'
        plan.add('Awake', plan.add('Trip', plan.add('Hours', days, '*', 24), '+', hours), '-', plan.add('Sleep', days, '*', nights))
    else:
        weeks, days, per = rng.randint(2, 12), rng.randint(1, 6), near_round(rng, 3, 29)
        text = f'{name} runs {per} km a day for {weeks} weeks and {days} days. How many km is that?'
        plan.add('Distance', plan.add('Days', plan.add('Weeks', weeks, '*', 7), '+', days), '*', per)
    return from_plan('units', text, plan) if 0 <= plan.smallest and plan.largest <= 9999 else None
