"""Word problems told as a story, with 2 to 6 calculations."""

from .problem import Plan, from_plan
from .words import CONTAINERS, NAMES, THINGS, big, distractor, near_round, one_digit, two_digits


def story(rng, hard):
    name, things, containers = rng.choice(NAMES), rng.choice(THINGS), rng.choice(CONTAINERS)
    start = big(rng, hard)
    text, plan, now = rng.choice([f'{name} has {start} {things}.', f'In the morning {name} has {start} {things}.']), Plan(), start
    text += distractor(rng, name)
    for turn in range(rng.randint(2, 3) if not hard else rng.randint(3, 4)):
        event = rng.choice(['add', 'take', 'packs', 'give', 'double', 'add', 'take', 'packs'])
        if event == 'add':
            number = big(rng, hard)
            text += rng.choice([f' {name} buys {number} more.', f' {name} finds {number} more.', f' A friend gives {name} {number} more.'])
            now = plan.add('Add', now, '+', number)
        elif event == 'take':
            number = two_digits(rng) if not hard else big(rng, hard)
            text += rng.choice([f' {name} gives away {number}.', f' {name} loses {number}.', f' {name} sells {number}.'])
            now = plan.add('Take away', now, '-', number)
        elif event == 'packs':
            count, each = rng.randint(3, 12), near_round(rng, 5, 39 if not hard else 60)
            text += rng.choice(
                [f' {name} buys {count} {containers} with {each} {things} each.', f' Then come {count} {containers} of {each} {things}.']
            )
            now = plan.add('Add', now, '+', plan.add(f'In {containers}', each, '*', count))
        elif event == 'give':
            count, each = one_digit(rng), rng.randint(2, 12)
            text += rng.choice([f' {name} gives {each} to each of {count} friends.', f' {count} friends get {each} each.'])
            now = plan.add('Take away', now, '-', plan.add('Given', count, '*', each))
        elif turn:
            text += f' Then the number of {things} doubles.'
            now = plan.add('Double', now, '*', 2)
    if not plan.operations or plan.smallest < 0 or plan.largest > (9999 if hard else 2999):
        return None
    divisors = [d for d in range(2, 10) if now.value % d == 0 and now.value // d > 1]
    if divisors and rng.random() < 0.35:
        groups = rng.choice(divisors)
        text += f' {name} splits them into {groups} equal groups. How many {things} are in each group?'
        plan.add('Split', now, '/', groups)
    else:
        text += rng.choice([f' How many {things} does {name} have now?', f' How many {things} are there in the end?'])
    return from_plan('story', text, plan) if len(plan.operations) >= 2 else None


def shopping(rng, hard):
    name, (first, second, third) = rng.choice(NAMES), rng.sample(THINGS, 3)

    def price():
        return near_round(rng, 3, 59 if not hard else 149)

    def count():
        return rng.randint(2, 12) if not hard else rng.randint(3, 19)

    a, b, p, q = count(), count(), price(), price()
    plan = Plan()
    text = rng.choice(
        [
            f'{name} buys {a} {first} at ${p} each and {b} {second} at ${q} each.',
            f'One of the {first} costs ${p}, one of the {second} ${q}. {name} takes {a} {first} and {b} {second}.',
        ]
    )
    total = plan.add('Total', plan.add(f'Cost of {first}', p, '*', a), '+', plan.add(f'Cost of {second}', q, '*', b))
    if hard or rng.random() < 0.2:
        c, r = count(), price()
        text += f' {name} adds {c} {third} at ${r} each.'
        total = plan.add('Total', total, '+', plan.add(f'Cost of {third}', r, '*', c))
    text += distractor(rng, name)
    ending = rng.randrange(4)
    if ending == 0:
        text += ' What is the total cost in dollars?'
    elif ending == 1:
        pay = (total.value // 100 + rng.randint(1, 2)) * 100
        text += f' {name} pays ${pay}. How much change in dollars?'
        plan.add('Change', pay, '-', total)
    elif ending == 2:
        off = rng.randint(3, 30)
        text += f' A coupon takes ${off} off. What is the final cost?'
        total = plan.add('Coupon', total, '-', off)
    else:
        friends = [d for d in range(2, 10) if total.value % d == 0]
        if not friends:
            return None
        friends = rng.choice(friends)
        text += f' {friends} friends share the cost. How much does each one pay?'
        plan.add('Share', total, '/', friends)
    return from_plan('shopping', text, plan) if plan.smallest >= 0 and plan.largest <= 4999 else None


def rate(rng, hard):
    name, shape, plan = rng.choice(NAMES), rng.randrange(6), Plan()

    def many():
        return rng.randint(3, 16) if not hard else rng.randint(4, 19)

    if shape == 0:
        hours, days, wage, spent = one_digit(rng), many(), near_round(rng, 5, 29), two_digits(rng)
        text = f'{name} works {hours} hours a day for {days} days and earns ${wage} per hour.{distractor(rng, name)} {name} spends ${spent}. How many dollars are left?'
        plan.add('Left', plan.add('Earned', plan.add('Hours', hours, '*', days), '*', wage), '-', spent)
    elif shape == 1:
        speed, hours, other, more = near_round(rng, 21, 99), many(), near_round(rng, 21, 99), one_digit(rng)
        text = (
            rng.choice(['A car', 'A train', 'A bus'])
            + f' goes {speed} km per hour for {hours} hours and then {other} km per hour for {more} hours. How many km in total?'
        )
        plan.add('Total', plan.add('First part', speed, '*', hours), '+', plan.add('Second part', other, '*', more))
    elif shape == 2:
        pages, days, read, bonus = near_round(rng, 11, 49), rng.randint(3, 19), two_digits(rng), two_digits(rng)
        total = pages * days + read + bonus
        text = f'A book has {total} pages. {name} has read {read} pages on Monday and {bonus} pages on Tuesday, and then reads {pages} pages a day.{distractor(rng, name)} How many days are needed for the rest?'
        plan.add('Days', plan.add('Left', plan.add('Left', total, '-', read), '-', bonus), '/', pages)
    elif shape == 3:
        fill, leak, minutes, start = near_round(rng, 15, 60), one_digit(rng), many(), two_digits(rng)
        text = f'A tank holds {start} litres. Each minute {fill} litres flow in and {leak} litres flow out. How many litres are there after {minutes} minutes?'
        plan.add('In the end', start, '+', plan.add('Gain', plan.add('Each minute', fill, '-', leak), '*', minutes))
    elif shape == 4:
        made, count, more, per = near_round(rng, 11, 60), one_digit(rng), many(), one_digit(rng)
        text = f'{count} machines make {made * count} {rng.choice(THINGS)} in an hour. How many do {count + more} machines make in {per} hours?'
        one = plan.add('One machine', made * count, '/', count)
        plan.add('Hours', plan.add('All machines', one, '*', count + more), '*', per)
    else:
        saved, weeks, extra, toy = near_round(rng, 5, 39), rng.randint(3, 15), two_digits(rng), 0
        toy = saved * weeks + extra
        text = f'{name} wants a bike for ${toy} and has ${extra}. {name} saves ${saved} a week.{distractor(rng, name)} After how many weeks can {name} buy it?'
        plan.add('Weeks', plan.add('Missing', toy, '-', extra), '/', saved)
    return from_plan('rate', text, plan) if 0 <= plan.smallest and plan.largest <= (9999 if hard else 2999) else None
