"""Arithmetic sequences: a term, a sum, the place of a number."""

from .arithmetic import difficulty
from .problem import Plan, Work, from_plan
from .words import NAMES


def _listed(work, start, gap, terms):
    """The terms one by one, as long as that is bearable; else the tens of jumps first."""
    value, items = start, [start]
    effort = 0.0
    for _ in range(terms - 1):
        effort += difficulty(value, '+', gap) + 0.06
        value += gap
        items.append(value)
    return work.line(f'Terms: {", ".join(map(str, items))}.', effort), items


def sequence(rng, hard):
    start, gap = rng.randint(2, 60 if not hard else 300), rng.randint(2, 19 if not hard else 49)
    place = rng.randint(5, 30 if not hard else 60)
    name, shape = rng.choice(NAMES), rng.randrange(4)
    last = start + (place - 1) * gap
    plan = Plan()
    if shape == 0:
        text = rng.choice(
            [
                f'The sequence {start}, {start + gap}, {start + 2 * gap}, ... continues. What is term {place}?',
                f'Find term {place} of {start}, {start + gap}, {start + 2 * gap}, ...',
            ]
        )
        plan.add('Term', start, '+', plan.add('Rise', plan.add('Jumps', place, '-', 1), '*', plan.add('Gap', start + gap, '-', start)))
        answer = last
    elif shape == 1:
        text = rng.choice(
            [
                f'{name} puts ${start} in a box on day 1 and ${gap} on every day after it. How many dollars are in the box on day {place}?',
                f'A hall has {start} seats in row 1 and {gap} more seats in each next row. How many seats are in row {place}?',
            ]
        )
        plan.add('Last', start, '+', plan.add('Rise', plan.add('Jumps', place, '-', 1), '*', gap))
        answer = last
    elif shape == 2:
        text = f'Which term of {start}, {start + gap}, {start + 2 * gap}, ... is {last}?'
        jumps = plan.add('Jumps', plan.add('Rise', last, '-', start), '/', plan.add('Gap', start + gap, '-', start))
        plan.add('Term', jumps, '+', 1)
        answer = place
    else:
        place = rng.randint(4, 10)
        last = start + (place - 1) * gap
        text = f'What is the sum of the first {place} terms of {start}, {start + gap}, {start + 2 * gap}, ...?'
        ending = plan.add('Last', start, '+', plan.add('Rise', plan.add('Jumps', place, '-', 1), '*', gap))
        product = plan.add('Product', plan.add('Ends', start, '+', ending), '*', place)
        plan.add('Sum', product, '/', 2)
        answer = place * (start + last) // 2
    if plan.largest > 9999:
        return None
    special = {}
    if place <= 16:
        work, items = _listed(Work('jumps'), start, gap, place)
        if shape == 2:
            work.line(f'{last} is term {place}.', 0.04 * place)
        elif shape == 3:
            total = items[0]
            for item in items[1:]:
                total = work.calculate('Sum', total, '+', item, 'direct')
        special['count_in_jumps'] = work
    return from_plan('sequence', text, plan, answer, **special)
