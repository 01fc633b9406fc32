"""Loading a GPT-2 folder with transformers. Reads a word a line, answers with a line of JSON.

load       from_pretrained in float32: processor time
"""
import json
import os
import sys
import time

os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
import warnings

warnings.filterwarnings("ignore")

import torch
from transformers import GPT2LMHeadModel
from transformers.utils import logging

logging.disable_progress_bar()

settings = json.loads(sys.argv[1])


def load():
    start = time.process_time()
    GPT2LMHeadModel.from_pretrained(settings["folder"], torch_dtype=torch.float32)
    return {"seconds": time.process_time() - start}


print(json.dumps({"torch": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps({"load": load}[line.strip()]()), flush=True)
