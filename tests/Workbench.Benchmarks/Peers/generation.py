"""Generation with transformers from the weights of a folder. Reads a word a line, answers with a line of JSON.

greedy  the new tokens of each prompt
sample  as many new tokens, sampled from the model's own distribution, timed
"""
import json
import os
import sys
import time

os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
import torch
import transformers

transformers.logging.set_verbosity_error()
settings = json.loads(sys.argv[1])
clock = time.process_time if os.environ.get("WORKBENCH_CLOCK") == "processor" else time.perf_counter
torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
config = transformers.AutoConfig.from_pretrained(settings["folder"])
kind = transformers.AutoModelForSeq2SeqLM if config.is_encoder_decoder else transformers.AutoModelForCausalLM
model = kind.from_pretrained(settings["folder"]).eval()
ids = torch.tensor(settings["prompts"])
mask = torch.ones_like(ids)
model.generation_config = transformers.GenerationConfig(
    pad_token_id=0, eos_token_id=None, bos_token_id=0, decoder_start_token_id=0 if config.is_encoder_decoder else None)


def generate(**how):
    return model.generate(ids, attention_mask=mask, max_new_tokens=settings["tokens"], **how)


def greedy():
    return {"tokens": generate(do_sample=False)[:, -settings["tokens"]:].tolist()}


def sample():
    start = clock()
    generate(do_sample=True, top_k=0)
    return {"seconds": clock() - start}


print(json.dumps({"transformers": transformers.__version__, "torch": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps({"greedy": greedy, "sample": sample}[line.strip()]()), flush=True)
