"""What the official openai package makes of "tandem serve": one line a check, as a row of a table."""

import concurrent.futures

import openai

PROBLEM = "Ana has 148 marbles and finds 67 more. How many does she have?"
MESSAGES = [{"role": "user", "content": PROBLEM}]
EXACT = {"tandem": {"exact": True}}

client = openai.OpenAI(max_retries=0)
failed = []


def check(what, holds, said):
    if not holds:
        failed.append(what)
    print(f"| {what} | {said} | {'yes' if holds else '**no**'} |", flush=True)


def refusal(kind, **request):
    """What the package throws; None where that is of another kind."""
    try:
        client.chat.completions.create(**{"model": "baseline/bundled", "messages": MESSAGES, **request})
    except kind as error:
        return error
    return None


models = [model.id for model in client.models.list()]
check("models.list", "ssr-adaptive/bundled" in models, f"{len(models)} models")
check("models.retrieve", client.models.retrieve(models[0]).id == models[0], models[0])

for method in ["baseline", "ssr", "ssr-adaptive"]:
    wanted = {"model": f"{method}/bundled", "messages": MESSAGES, "seed": 3, "extra_body": EXACT}
    whole = client.chat.completions.create(**wanted)
    content = whole.choices[0].message.content
    voted = whole.choices[0].tandem["votes"][0]["answer"]
    check(f"chat, {method}", content.endswith(f"\n\nAnswer: {voted}"), f"...{content[-11:]!r}")
    with client.chat.completions.stream(**wanted, stream_options={"include_usage": True}) as stream:
        pieces = [event.delta for event in stream if event.type == "content.delta"]
    final = stream.get_final_completion()
    same = final.choices[0].message.content == content == "".join(pieces)
    check(f"the same streamed, {method}", same, f"{len(pieces)} pieces of content")
    usage = final.usage
    check(
        f"usage, streamed and not, {method}",
        usage.total_tokens == whole.usage.total_tokens > 0,
        f"{usage.prompt_tokens} + {usage.completion_tokens}; proposed {usage.total_draft_tokens_count}, "
        f"accepted {usage.accepted_draft_tokens_count}",
    )

many = client.chat.completions.create(model="parallel/bundled", messages=MESSAGES, n=3, seed=5)
seeds = [choice.tandem["seed"] for choice in many.choices]
check("n", seeds == [5, 6, 7], f"3 choices, seeds {seeds}")

text = client.completions.create(model="baseline/bundled", prompt=[PROBLEM, "What is 12 times 3?"], temperature=0)
check("completions, two prompts", len(text.choices) == 2, repr(text.choices[1].text[-10:]))

cut = client.completions.create(model="baseline/bundled", prompt=PROBLEM, stop=["The answer"], temperature=0)
check("stop", "answer" not in cut.choices[0].text.lower(), cut.choices[0].finish_reason)

short = client.chat.completions.create(model="baseline/bundled", messages=MESSAGES, max_tokens=8, temperature=0)
check("max_tokens", short.choices[0].finish_reason == "length", short.choices[0].finish_reason)

error = refusal(openai.NotFoundError, model="gpt-5")
check("no such model", error is not None and error.code == "model_not_found", type(error).__name__)
error = refusal(openai.BadRequestError, tools=[{"type": "function", "function": {"name": "f"}}])
check("tools", error is not None and error.param == "tools", error.body["message"] if error else "")
client.api_key = "wrong"
error = refusal(openai.AuthenticationError)
check("a wrong token", error is not None, type(error).__name__)
client = openai.OpenAI(max_retries=0)

endless = {"temperature": 5, "max_tokens": 100_000, "extra_body": {"top_k": 0}}
with client.chat.completions.create(
    model="parallel/bundled", messages=MESSAGES, stream=True, **endless
) as stream:
    next(iter(stream))
after = client.chat.completions.create(model="baseline/bundled", messages=MESSAGES, temperature=0)
check("a client that leaves stops its attempt", after.choices[0].finish_reason == "stop", "the next is answered")


def ask(_):
    try:
        client.chat.completions.create(model="draft/bundled", messages=MESSAGES, max_tokens=4)
        return None
    except openai.RateLimitError as error:
        return error


with concurrent.futures.ThreadPoolExecutor(100) as pool:
    refused = [error for error in pool.map(ask, range(100)) if error is not None]
queues = {error.body["queue_length"] for error in refused}
check("100 at once", 0 < len(refused) < 36 and queues == {64}, f"{len(refused)} times 429, queue_length {queues}")

raise SystemExit(f"Failed: {', '.join(failed)}" if failed else 0)
