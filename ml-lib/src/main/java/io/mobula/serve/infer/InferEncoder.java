package io.mobula.serve.infer;

import io.mobula.serve.infer.InferDecoder.Decoded;
import io.mobula.serve.infer.InferDecoder.Wanted;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Writes a response: a JSON header, and behind it the bytes of its binary tensors. */
public final class InferEncoder {
    /**
     * A response's body.
     *
     * @param headerBytes the length of its JSON
     * @param binary whether tensors follow the JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes are handed over, never compared
    public record Encoded(byte[] body, int headerBytes, boolean binary) {}

    private record Output(Tensor tensor, boolean binary) {}

    private InferEncoder() {}

    /** Encodes a response as the request asked for it. Throws {@link BadRequest} if it asked for an output that is not there. */
    public static Encoded encode(String model, String version, Decoded asked, InferResponse response) {
        List<Output> outputs = outputs(asked, response);
        var header = new ByteArrayOutputStream(256);
        try (JsonGenerator json = InferDecoder.JSON.createGenerator(ObjectWriteContext.empty(), header)) {
            json.writeStartObject();
            json.writeStringProperty("model_name", model);
            json.writeStringProperty("model_version", version);
            if (!asked.request().id().isEmpty())
                json.writeStringProperty("id", asked.request().id());
            if (!response.parameters().isEmpty()) {
                json.writeName("parameters");
                writeParameters(json, response.parameters());
            }
            json.writeArrayPropertyStart("outputs");
            for (Output output : outputs) write(json, output);
            json.writeEndArray();
            json.writeEndObject();
        }
        return whole(header, outputs);
    }

    private static List<Output> outputs(Decoded asked, InferResponse response) {
        var outputs = new ArrayList<Output>();
        if (asked.wanted().isEmpty()) {
            for (Tensor tensor : response.outputs()) outputs.add(new Output(tensor, asked.binaryByDefault()));
        }
        for (Wanted wanted : asked.wanted()) {
            Tensor tensor = response.outputs().stream()
                    .filter(t -> t.name().equals(wanted.name()))
                    .findFirst()
                    .orElseThrow(() -> new BadRequest("Output \"" + wanted.name() + "\" is unknown: the model gives "
                            + response.outputs().stream().map(Tensor::name).toList()));
            outputs.add(new Output(tensor, wanted.binary()));
        }
        return outputs;
    }

    private static void write(JsonGenerator json, Output output) {
        Tensor tensor = output.tensor();
        json.writeStartObject();
        json.writeStringProperty("name", tensor.name());
        json.writeStringProperty("datatype", tensor.datatype().name());
        json.writeName("shape");
        json.writeArray(tensor.shape(), 0, tensor.shape().length);
        if (output.binary()) {
            json.writeName("parameters");
            writeParameters(json, Map.of("binary_data_size", tensor.sizeBytes()));
        } else {
            json.writeArrayPropertyStart("data");
            for (ByteBuffer in = tensor.buffer(); in.hasRemaining(); ) Elements.write(tensor, in, json);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void writeParameters(JsonGenerator json, Map<String, Object> parameters) {
        json.writeStartObject();
        parameters.forEach((name, value) -> {
            json.writeName(name);
            switch (value) {
                case Boolean truth -> json.writeBoolean(truth);
                case Integer number -> json.writeNumber(number);
                case Long number -> json.writeNumber(number);
                case Number number -> json.writeNumber(number.doubleValue());
                default -> json.writeString(value.toString());
            }
        });
        json.writeEndObject();
    }

    private static Encoded whole(ByteArrayOutputStream header, List<Output> outputs) {
        int headerBytes = header.size();
        long size = headerBytes;
        boolean binary = false;
        for (Output output : outputs) {
            if (!output.binary()) continue;
            size += output.tensor().sizeBytes();
            binary = true;
        }
        if (!binary) return new Encoded(header.toByteArray(), headerBytes, false);
        ByteBuffer body = ByteBuffer.allocate(Math.toIntExact(size)).put(header.toByteArray());
        for (Output output : outputs)
            if (output.binary()) body.put(output.tensor().buffer());
        return new Encoded(body.array(), headerBytes, true);
    }
}
