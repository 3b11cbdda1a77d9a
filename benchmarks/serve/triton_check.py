"""Every call of tritonclient's HTTP client that serving supports, against the model "echo"."""

import sys

import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException, np_to_triton_dtype

MODEL = "echo"
ARRAYS = {
    "BOOL": np.array([[True, False, True]]),
    "UINT8": np.array([0, 255], dtype=np.uint8),
    "UINT16": np.array([0, 65535], dtype=np.uint16),
    "UINT32": np.array([0, 2**32 - 1], dtype=np.uint32),
    "UINT64": np.array([0, 2**64 - 1], dtype=np.uint64),
    "INT8": np.array([-128, 127], dtype=np.int8),
    "INT16": np.array([-(2**15), 2**15 - 1], dtype=np.int16),
    "INT32": np.array([[1, -2], [3, 2**31 - 1]], dtype=np.int32),
    "INT64": np.array([-(2**63), 2**63 - 1], dtype=np.int64),
    "FP16": np.array([1.5, -65504], dtype=np.float16),
    "FP32": np.arange(12, dtype=np.float32).reshape(3, 4) / 7,
    "FP64": np.array([np.pi, -1e300]),
    "BYTES": np.array(["a", "", "é€ text"], dtype=object),
}


def as_bytes(array):
    """Strings as tritonclient gives them back."""
    if array.dtype != object:
        return array
    flat = [v if isinstance(v, bytes) else str(v).encode() for v in array.ravel()]
    return np.array(flat, dtype=object).reshape(array.shape)


def infer(client, array, binary_in, binary_out, **options):
    given = triton.InferInput("x", array.shape, np_to_triton_dtype(array.dtype))
    given.set_data_from_numpy(array, binary_data=binary_in)
    wanted = [triton.InferRequestedOutput("x", binary_data=binary_out)]
    result = client.infer(MODEL, [given], outputs=wanted, **options)
    return result, result.as_numpy("x")


def refused(call, *words):
    try:
        call()
    except InferenceServerException as e:
        assert all(word in str(e) for word in words), str(e)
        return
    raise AssertionError("was not refused")


def main(address):
    checks = 0
    with triton.InferenceServerClient(address, concurrency=4) as client:
        assert client.is_server_live() and client.is_server_ready() and client.is_model_ready(MODEL)
        assert not client.is_model_ready("nothing")
        assert "binary_tensor_data" in client.get_server_metadata()["extensions"]
        metadata = client.get_model_metadata(MODEL)
        assert metadata["name"] == MODEL and client.get_model_metadata(MODEL, metadata["versions"][0]) == metadata
        assert client.get_model_config(MODEL)["name"] == MODEL
        assert any(m["name"] == MODEL and m["state"] == "READY" for m in client.get_model_repository_index())
        checks += 8
        for datatype, array in ARRAYS.items():
            for binary_in in (False, True):
                for binary_out in (False, True):
                    if datatype == "FP16" and not (binary_in and binary_out):
                        continue  # tritonclient has no FP16 in JSON
                    result, got = infer(client, array, binary_in, binary_out, request_id="r1")
                    assert result.get_response()["id"] == "r1"
                    assert got.shape == array.shape and np.array_equal(as_bytes(got), as_bytes(array)), (datatype, got)
                    checks += 1
        for compression in ("gzip", "deflate"):
            _, got = infer(client, ARRAYS["FP32"], True, True, request_compression_algorithm=compression)
            assert np.array_equal(got, ARRAYS["FP32"])
            checks += 1
        large = np.random.default_rng(1).random((1024, 1024), dtype=np.float32)
        _, got = infer(client, large, True, True)
        assert np.array_equal(got, large)
        given = triton.InferInput("x", [3, 4], "FP32")
        given.set_data_from_numpy(ARRAYS["FP32"])
        assert np.array_equal(client.infer(MODEL, [given]).as_numpy("x"), ARRAYS["FP32"])  # no outputs named: all, binary
        running = [client.async_infer(MODEL, [given]) for _ in range(32)]
        assert all(np.array_equal(r.get_result().as_numpy("x"), ARRAYS["FP32"]) for r in running)
        checks += 3
        refused(lambda: client.infer("nothing", [given]), "nothing", "unknown")
        refused(lambda: client.infer(MODEL, [given], outputs=[triton.InferRequestedOutput("z")]), "z", "unknown")
        refused(lambda: client.infer(MODEL, [given], model_version="99"), "version")
        checks += 3
    print(f"{checks} passed, 0 failed")


if __name__ == "__main__":
    main(sys.argv[1].removeprefix("http://"))
