package io.mobula.serve.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferCodecTest {
    private static final long[] ONE = {1};

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static InferDecoder.Decoded decode(String json) {
        byte[] body = utf8(json);
        return InferDecoder.decode(body, body.length, ModelSignature.none());
    }

    private static String refusal(String json) {
        return assertThrows(BadRequest.class, () -> decode(json)).getMessage();
    }

    private static String input(String datatype, String shape, String data) {
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":" + shape + ",\"datatype\":\"" + datatype + "\",\"data\":" + data
                + "}]}";
    }

    /** Every datatype, with the ends of its range. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BOOL|[true,false]",
                "UINT8|[0,255]",
                "INT8|[-128,127]",
                "UINT16|[0,65535]",
                "INT16|[-32768,32767]",
                "UINT32|[0,4294967295]",
                "INT32|[-2147483648,2147483647]",
                "UINT64|[0,18446744073709551615]",
                "INT64|[-9223372036854775808,9223372036854775807]",
                "FP16|[1.5,-65504.0]",
                "BF16|[1.5,-2.0]",
                "FP32|[1.5,-3.4028235E38]",
                "FP64|[1.5,-1.7976931348623157E308]",
                "BYTES|[\"a\",\"é€\"]",
            })
    void aTensorOfAnyDatatypeComesBackAsItWasSentInJson(String datatype, String data) {
        InferDecoder.Decoded asked = decode(input(datatype, "[2]", data));
        Tensor tensor = asked.request().input("x");
        byte[] answer =
                InferEncoder.encode("m", "1", asked, InferResponse.of(tensor)).body();
        assertEquals(
                "{\"model_name\":\"m\",\"model_version\":\"1\",\"outputs\":[{\"name\":\"x\",\"datatype\":\"" + datatype
                        + "\",\"shape\":[2],\"data\":" + data + "}]}",
                new String(answer, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8,256",
        "UINT8,-1",
        "INT8,128",
        "UINT16,65536",
        "INT16,32768",
        "UINT32,-1",
        "INT32,2147483648",
        "UINT64,-1",
        "UINT64,18446744073709551616",
        "INT64,9223372036854775808",
        "BOOL,2"
    })
    void aNumberOutOfRangeIsRefused(String datatype, String number) {
        assertEquals(
                "Tensor \"x\": " + number + " is out of the range of " + datatype,
                refusal(input(datatype, "[1]", "[" + number + "]")));
    }

    @Test
    void nestedDataAreTakenInRowOrder() {
        Tensor tensor =
                decode(input("INT32", "[2,3]", "[[1,2,3],[4,5,6]]")).request().input("x");
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, tensor.ints());
        assertArrayEquals(new long[] {2, 3}, tensor.shape());
    }

    @Test
    void dataMayComeBeforeTheDatatype() {
        Tensor tensor = decode("{\"inputs\":[{\"data\":[1.5,[2]],\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2]}]}")
                .request()
                .input("x");
        assertArrayEquals(new float[] {1.5f, 2}, tensor.floats());
    }

    @Test
    void binaryTensorsFollowTheHeaderInItsOrder() {
        String header = "{\"id\":\"7\",\"inputs\":["
                + "{\"name\":\"a\",\"shape\":[2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":8}},"
                + "{\"name\":\"j\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[9]},"
                + "{\"name\":\"b\",\"shape\":[1],\"datatype\":\"BYTES\",\"parameters\":{\"binary_data_size\":6}}],"
                + "\"outputs\":[{\"name\":\"b\",\"parameters\":{\"binary_data\":true}},{\"name\":\"a\"}]}";
        ByteBuffer body = ByteBuffer.allocate(header.length() + 14)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(utf8(header))
                .putFloat(1)
                .putFloat(2)
                .putInt(2)
                .put(utf8("hi"));
        InferDecoder.Decoded asked = InferDecoder.decode(body.array(), header.length(), ModelSignature.none());
        InferRequest request = asked.request();
        assertArrayEquals(new float[] {1, 2}, request.input("a").floats());
        assertArrayEquals(new long[] {9}, request.input("j").longs());
        assertEquals(List.of("hi"), request.input("b").strings());

        InferEncoder.Encoded answer =
                InferEncoder.encode("m", "3", asked, InferResponse.of(request.input("a"), request.input("b")));
        String expected = "{\"model_name\":\"m\",\"model_version\":\"3\",\"id\":\"7\",\"outputs\":["
                + "{\"name\":\"b\",\"datatype\":\"BYTES\",\"shape\":[1],\"parameters\":{\"binary_data_size\":6}},"
                + "{\"name\":\"a\",\"datatype\":\"FP32\",\"shape\":[2],\"data\":[1.0,2.0]}]}";
        assertTrue(answer.binary());
        assertEquals(expected, new String(answer.body(), 0, answer.headerBytes(), StandardCharsets.UTF_8));
        assertArrayEquals(
                new byte[] {2, 0, 0, 0, 'h', 'i'},
                Arrays.copyOfRange(answer.body(), answer.headerBytes(), answer.body().length));
    }

    @Test
    void allOutputsAreBinaryIfTheRequestSaysSo() {
        InferDecoder.Decoded asked = decode("{\"parameters\":{\"binary_data_output\":true,\"k\":3},\"inputs\":[]}");
        assertEquals(Map.of("k", 3), asked.request().parameters());
        assertTrue(InferEncoder.encode("m", "1", asked, InferResponse.of(Tensor.fp32("y", ONE, 1)))
                .binary());
    }

    @Test
    void refusalsNameTheTensorAndThePlace() {
        assertEquals(
                "Tensor \"x\" of shape [3] needs 12 bytes of FP32, and has 8 bytes",
                refusal(input("FP32", "[3]", "[1,2]")));
        assertEquals(
                "Tensor \"x\" of shape [3] needs 3 strings, and has 1 strings",
                refusal(input("BYTES", "[3]", "[\"a\"]")));
        assertEquals("Tensor \"x\": hello is no FP32", refusal(input("FP32", "[1]", "[\"hello\"]")));
        assertTrue(refusal(input("FP33", "[1]", "[1]")).startsWith("\"FP33\" is not a datatype"));
        assertTrue(refusal(input("FP32", "[9999999,9999999]", "[1]")).contains("more than"));
        assertTrue(refusal("{\"inputs\":[\n{\"name\":]}").startsWith("Malformed JSON at line 2, column 9"));
        assertTrue(refusal("{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\"}]}")
                .contains("either data or the parameter binary_data_size"));
        assertTrue(refusal(
                        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":4}}]}")
                .contains("claims 4 bytes of binary data, and 0 are left"));
        assertEquals("The request is no JSON object", refusal("[]"));
    }

    @Test
    void bytesThatNoInputClaimsAreRefused() {
        byte[] body = utf8("{\"inputs\":[]}xx");
        String message = assertThrows(
                        BadRequest.class, () -> InferDecoder.decode(body, body.length - 2, ModelSignature.none()))
                .getMessage();
        assertTrue(message.startsWith("The body has 2 bytes that no input claims"), message);
    }

    @Test
    void aRequestMustFitTheModelsSignature() {
        ModelSignature signature = ModelSignature.none().input("x", Datatype.FP32, TensorSpec.ANY, 2);
        byte[] fits = utf8(input("FP32", "[1,2]", "[1,2]"));
        assertEquals(
                2,
                InferDecoder.decode(fits, fits.length, signature)
                        .request()
                        .input("x")
                        .elements());
        for (String misfit : List.of(
                input("FP64", "[1,2]", "[1,2]"),
                input("FP32", "[2,1]", "[1,2]"),
                input("FP32", "[2]", "[1,2]"),
                "{\"inputs\":[]}")) {
            byte[] body = utf8(misfit);
            String message = assertThrows(BadRequest.class, () -> InferDecoder.decode(body, body.length, signature))
                    .getMessage();
            assertTrue(message.startsWith("Input \"x\""), message);
        }
    }

    @Test
    void aBinaryTensorIsReadInPlace() {
        String header =
                "{\"inputs\":[{\"name\":\"a\",\"shape\":[4],\"datatype\":\"UINT8\",\"parameters\":{\"binary_data_size\":4}}]}";
        byte[] body = Arrays.copyOf(utf8(header), header.length() + 4);
        Tensor tensor = InferDecoder.decode(body, header.length(), ModelSignature.none())
                .request()
                .input("a");
        body[header.length()] = 42;
        assertEquals(42, tensor.buffer().get(0));
        assertTrue(tensor.buffer().isReadOnly());
    }

    @Test
    void halfPrecisionIsRoundedToTheNearest() {
        Tensor half = decode(input("BF16", "[3]", "[1.00390625, 1.01171875, 3.3895314e38]"))
                .request()
                .input("x");
        assertArrayEquals(new float[] {1.0f, 1.015625f, 3.3895314e38f}, half.floats());
    }
}
