"""Names, things and side remarks that make problem texts vary."""

NAMES = 'Tom Anna Ben Mia Sam Lily Max Eva Leo Zoe Jack Nina Ali Emma Omar Rosa'.split()
THINGS = 'apples books coins pens cards shells stamps beads cookies marbles'.split()
CONTAINERS = 'bags boxes packs jars'.split()


def distractor(rng, name):
    """In one of four texts a sentence that the answer does not depend on, else nothing."""
    if rng.random() > 0.25:
        return ''
    return rng.choice(
        [
            f' {name} is {rng.randint(6, 15)} years old.',
            f" It is {rng.randint(1, 12)} o'clock.",
            f' {name} has {rng.randint(2, 9)} friends.',
            ' It is a sunny day.',
            f' {name} lives at number {rng.randint(2, 99)}.',
            f' The day before there were {rng.randint(11, 99)} people.',
        ]
    )


def two_digits(rng):
    return rng.randint(11, 99)


def one_digit(rng):
    return rng.randint(2, 9)


def big(rng, hard):
    """A number of a size that suits the level."""
    draw = rng.random()
    if hard:
        return rng.randint(100, 999) if draw < 0.6 else rng.randint(1000, 4999) if draw < 0.75 else rng.randint(21, 99)
    return rng.randint(11, 99) if draw < 0.62 else rng.randint(100, 499) if draw < 0.95 else rng.randint(1000, 2999)


def near_round(rng, low, high):
    """A number next to a ten or a hundred, as prices and schoolbook numbers like to be."""
    number = rng.randint(low, high)
    return max(low, number // 10 * 10 + rng.choice([-2, -1, 1, 2])) if rng.random() < 0.45 else number


def asked(rng, text):
    """The question in someone's mouth: widens the kinds that have few numbers to vary."""
    first, second = rng.sample(NAMES, 2)
    return rng.choice(
        [f'{first} asks {second}: {text}', f'{first} and {second} want to know: {text}', f'In the test of {first} and {second}: {text}']
    )
