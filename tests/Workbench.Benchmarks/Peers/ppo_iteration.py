"""PPO iterations with TRL: 0.11.4 or 25fa1bd, whichever the environment has. Reads a word a line, answers with a line of JSON.

check      one step on the given responses and scores, from the given weights: statistics, the orders of its mini-batches, the new weights
iteration  a rollout and a step, timed
rollout    a rollout alone, timed
sft        a plain supervised step of the same model on prompts and responses, timed
"""
import json
import os
import sys
import time

os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false")
import logging
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

import numpy
import torch
import transformers
import trl
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

transformers.logging.set_verbosity_error()
settings = json.loads(sys.argv[1])
clock = time.process_time if os.environ.get("WORKBENCH_CLOCK") == "processor" else time.perf_counter
torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
torch.set_num_interop_threads(1)
torch.manual_seed(0)
numpy.random.seed(0)
vocabulary, batch, length = settings["vocabulary"], settings["batch"], settings["response"]
last = f"t{vocabulary - 1}"
tokenizer = transformers.PreTrainedTokenizerFast(
    tokenizer_object=Tokenizer(WordLevel({f"t{i}": i for i in range(vocabulary)}, unk_token="t0")),
    pad_token=last, eos_token=last, unk_token="t0")
weights = load_file(os.path.join(settings["folder"], "model.safetensors"))


def plain_model():
    model = transformers.GPT2LMHeadModel(transformers.GPT2Config.from_json_file(os.path.join(settings["folder"], "config.json")))
    missing = model.load_state_dict({k: v for k, v in weights.items() if not k.startswith("v_head")}, strict=False)
    assert not missing.unexpected_keys and all("lm_head" in k or "attn" in k for k in missing.missing_keys), missing
    model.tie_weights()
    return model


orders = []
permutation = numpy.random.permutation
numpy.random.permutation = lambda n: (orders.append(permutation(n).tolist()), numpy.array(orders[-1]))[1]
sampler_order = torch.utils.data.RandomSampler.__iter__
torch.utils.data.RandomSampler.__iter__ = lambda self: (orders.append(list(sampler_order(self))), iter(orders[-1]))[1]

policy = trl.AutoModelForCausalLMWithValueHead.from_pretrained(plain_model())
policy.v_head.summary.weight.data.copy_(weights["v_head.summary.weight"])
policy.v_head.summary.bias.data.copy_(weights["v_head.summary.bias"])
config = trl.PPOConfig(
    batch_size=batch, mini_batch_size=settings["mini_batch"], gradient_accumulation_steps=1, ppo_epochs=settings["epochs"],
    learning_rate=1e-5, seed=0)
trainer = trl.PPOTrainer(config, policy, None, tokenizer, num_shared_layers=settings["frozen"] or None)
prompts = [torch.tensor(ids) for ids in settings["prompts"]]
responses = [torch.tensor(ids) for ids in settings["responses"]]
scores = [torch.tensor(score, dtype=torch.float32) for score in settings["scores"]]


def check():
    orders.clear()
    stats = trainer.step(prompts, responses, scores)
    kept = {k: float(v) for k, v in stats.items() if k.startswith(("objective/", "ppo/")) and numpy.ndim(v) == 0}
    path = os.path.join(settings["folder"], f"after-{trl.__version__}.safetensors")
    save_file({k: v.detach().clone().contiguous() for k, v in policy.state_dict().items() if "masked_bias" not in k and not k.endswith(".attn.bias")}, path)
    return {"stats": kept, "orders": orders[:settings["epochs"]], "weights": path}


def rollout():
    start = clock()
    generate()
    return {"seconds": clock() - start}


def generate():
    return trainer.generate(prompts, batch_size=batch, return_prompt=False, max_new_tokens=length, pad_token_id=tokenizer.pad_token_id,
                            do_sample=True, top_k=0, top_p=1.0, eos_token_id=-1)


def iteration():
    start = clock()
    made = generate()
    # TRL cuts a response at a token that happens to be the pad; the step is to have whole ones.
    made = [r if len(r) == length else responses[i] for i, r in enumerate(made)]
    trainer.step(prompts, made, scores)
    return {"seconds": clock() - start}


plain = plain_model().train()
optimizer = torch.optim.AdamW(plain.parameters(), lr=1e-5)
ids = torch.stack([torch.cat(pair) for pair in zip(prompts, responses)])
labels = ids.clone()
labels[:, :len(prompts[0])] = -100


def sft():
    start = clock()
    optimizer.zero_grad(set_to_none=True)
    logits = plain(input_ids=ids, use_cache=False).logits[:, :-1]
    loss = torch.nn.functional.cross_entropy(logits.reshape(-1, vocabulary), labels[:, 1:].reshape(-1))
    loss.backward()
    torch.nn.utils.clip_grad_norm_(plain.parameters(), 1.0)
    optimizer.step()
    loss = loss.item()
    return {"seconds": clock() - start, "loss": loss}


print(json.dumps({"trl": trl.__version__, "torch": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps({"check": check, "iteration": iteration, "rollout": rollout, "sft": sft}[line.strip()]()), flush=True)
