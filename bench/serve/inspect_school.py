"""Problems of a file, for Inspect: the model generates, the last number of its text is compared."""

import os

from inspect_ai import Task, task
from inspect_ai.dataset import Sample, json_dataset
from inspect_ai.scorer import match
from inspect_ai.solver import generate


def sample(record):
    return Sample(id=record["id"], input=record["text"], target=record["answer"])


@task
def school():
    return Task(
        dataset=json_dataset(os.environ["PROBLEMS"], sample), solver=generate(), scorer=match(numeric=True)
    )
