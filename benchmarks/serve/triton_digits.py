"""The demo's model as tritonclient sees it: triton_digits.py HOST:PORT, after `mobula demo --keep`."""

import gzip
import sys
from pathlib import Path

import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException

MODEL = "digits"
DATA = Path(__file__).parents[2] / "examples/src/main/resources/io/mobula/examples/digits/digits.csv.gz"


def load():
    rows = np.loadtxt(gzip.open(DATA, "rt"), delimiter=",", dtype=np.int64)
    return rows[:, :-1].astype(np.float32), rows[:, -1]


def ask(client, images, binary):
    given = triton.InferInput("input", images.shape, "FP32")
    given.set_data_from_numpy(images, binary_data=binary)
    wanted = [triton.InferRequestedOutput(name, binary_data=binary) for name in ("label", "probabilities")]
    return client.infer(MODEL, [given], outputs=wanted)


def main(address):
    images, labels = load()
    with triton.InferenceServerClient(address, concurrency=4) as client:
        print("server  live", client.is_server_live(), " ready", client.is_server_ready(), " model ready", client.is_model_ready(MODEL))
        print("server ", client.get_server_metadata())
        print("model  ", client.get_model_metadata(MODEL))
        print("index  ", client.get_model_repository_index())
        for binary in (True, False):
            answer = ask(client, images, binary)
            got = answer.as_numpy("label")
            sums = answer.as_numpy("probabilities").sum(axis=1)
            assert np.allclose(sums, 1, atol=1e-3), sums
            print(f"infer   {len(images)} images in one request, {'binary' if binary else 'JSON'}: {np.mean(got == labels):.4f} right")
        given = triton.InferInput("input", [1, 64], "FP32")
        given.set_data_from_numpy(images[:1])
        running = [client.async_infer(MODEL, [given]) for _ in range(32)]
        assert all(r.get_result().as_numpy("label")[0] == labels[0] for r in running)
        print("async   32 requests, all right")
        for what, images_given, datatype in (
            ("shape", np.zeros((1, 63), np.float32), "FP32"),
            ("type", np.zeros((1, 64), np.float64), "FP64"),
        ):
            wrong = triton.InferInput("input", images_given.shape, datatype)
            wrong.set_data_from_numpy(images_given)
            try:
                client.infer(MODEL, [wrong])
                raise AssertionError("was not refused")
            except InferenceServerException as e:
                print(f"wrong {what}:", e)
        try:
            client.infer("nothing", [given])
        except InferenceServerException as e:
            print("unknown model:", e)


if __name__ == "__main__":
    main(sys.argv[1].removeprefix("http://"))
