"""A sequence classifier of transformers from the weights of a folder. Reads a word a line, answers with a line of JSON.

logits  those of the texts, row by row
score   the same, timed
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
model = transformers.AutoModelForSequenceClassification.from_pretrained(settings["folder"]).eval()
ids = torch.tensor(settings["texts"])
mask = torch.ones_like(ids)


def logits():
    with torch.no_grad():
        return {"logits": model(ids, attention_mask=mask).logits.flatten().tolist()}


def score():
    start = clock()
    logits()
    return {"seconds": clock() - start}


print(json.dumps({"transformers": transformers.__version__, "torch": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps({"logits": logits, "score": score}[line.strip()]()), flush=True)
