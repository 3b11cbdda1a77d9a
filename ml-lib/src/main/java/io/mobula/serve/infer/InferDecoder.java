package io.mobula.serve.infer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads a request: a JSON header, and behind it the bytes of its binary tensors in the header's order. One for each request. */
public final class InferDecoder {
    static final JsonFactory JSON = new JsonFactory();
    /** An output the client asks for by name. */
    record Wanted(String name, boolean binary) {}

    /**
     * A request, and how its answer is to look.
     *
     * @param wanted the outputs asked for; empty: all of them
     * @param binaryByDefault whether outputs that say nothing of it are binary
     */
    public record Decoded(InferRequest request, List<Wanted> wanted, boolean binaryByDefault) {}

    private final byte[] body;
    private final int headerBytes;
    /** Where the next binary tensor begins. */
    private int binaryAt;

    private String id = "";
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<Wanted> wanted = new ArrayList<>();

    private InferDecoder(byte[] body, int headerBytes) {
        this.body = body;
        this.headerBytes = headerBytes;
        this.binaryAt = headerBytes;
    }

    /**
     * Decodes a request.
     *
     * @param headerBytes the length of the JSON; the whole body's if there is no binary tensor
     */
    public static Decoded decode(byte[] body, int headerBytes, ModelSignature signature) {
        if (headerBytes < 0 || headerBytes > body.length) {
            throw new BadRequest("Inference-Header-Content-Length is " + headerBytes + ", and the body has "
                    + body.length + " bytes");
        }
        Decoded decoded = new InferDecoder(body, headerBytes).decode();
        signature.check(decoded.request());
        return decoded;
    }

    private Decoded decode() {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body, 0, headerBytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) throw new BadRequest("The request is no JSON object");
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "id" -> id = json.getValueAsString("");
                    case "parameters" -> parameters.putAll(parameters(json));
                    case "inputs" -> each(json, "inputs", () -> inputs.add(input(json)));
                    case "outputs" -> each(json, "outputs", () -> wanted.add(output(json)));
                    default -> json.skipChildren();
                }
            }
        } catch (JacksonException malformed) {
            throw new BadRequest(JsonPlace.of(malformed));
        }
        if (binaryAt != body.length) {
            throw new BadRequest(
                    "The body has " + (body.length - binaryAt) + " bytes that no input claims by binary_data_size");
        }
        return finish();
    }

    private Decoded finish() {
        var names = new HashSet<String>();
        for (Tensor input : inputs) {
            if (!names.add(input.name())) throw new BadRequest("Input \"" + input.name() + "\" is given twice");
        }
        boolean binary = Boolean.TRUE.equals(parameters.remove("binary_data_output"));
        List<Wanted> outputs = wanted.stream()
                .map(w -> new Wanted(w.name(), w.binary() || (binary && !explicit.contains(w.name()))))
                .toList();
        return new Decoded(new InferRequest(id, parameters, inputs), outputs, binary);
    }

    /** Outputs that said themselves whether they are binary. */
    private final Set<String> explicit = new LinkedHashSet<>();

    private static void each(JsonParser json, String field, Runnable element) {
        if (json.currentToken() != JsonToken.START_ARRAY) throw new BadRequest("\"" + field + "\" is no array");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT)
                throw new BadRequest("\"" + field + "\" holds something that is no object");
            element.run();
        }
    }

    private Tensor input(JsonParser json) {
        String name = "";
        @Nullable Datatype datatype = null;
        long @Nullable [] shape = null;
        Map<String, Object> own = Map.of();
        @Nullable JsonData data = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> name = json.getValueAsString("");
                case "datatype" -> datatype = Datatype.of(json.getValueAsString(""));
                case "shape" -> shape = shape(json);
                case "parameters" -> own = parameters(json);
                case "data" -> data = JsonData.read(name, datatype, json);
                default -> json.skipChildren();
            }
        }
        if (name.isEmpty()) throw new BadRequest("An input has no name");
        if (datatype == null) throw new BadRequest("Input \"" + name + "\" has no datatype");
        if (shape == null) throw new BadRequest("Input \"" + name + "\" has no shape");
        Object size = own.get("binary_data_size");
        if (data != null && size == null) return data.tensor(name, datatype, shape);
        if (data == null && size instanceof Number bytes) return binary(name, datatype, shape, bytes.longValue());
        throw new BadRequest(
                "Input \"" + name + "\" must have either data or the parameter binary_data_size, a number");
    }

    private Tensor binary(String name, Datatype datatype, long[] shape, long size) {
        if (size < 0 || size > body.length - binaryAt) {
            throw new BadRequest("Input \"" + name + "\" claims " + size + " bytes of binary data, and "
                    + (body.length - binaryAt) + " are left");
        }
        Tensor tensor = Tensor.over(name, datatype, shape, body, binaryAt, (int) size);
        binaryAt += (int) size;
        return tensor;
    }

    private Wanted output(JsonParser json) {
        String name = "";
        Map<String, Object> own = Map.of();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> name = json.getValueAsString("");
                case "parameters" -> own = parameters(json);
                default -> json.skipChildren();
            }
        }
        if (name.isEmpty()) throw new BadRequest("An output has no name");
        if (own.containsKey("binary_data")) explicit.add(name);
        return new Wanted(name, Boolean.TRUE.equals(own.get("binary_data")));
    }

    private static long[] shape(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) throw new BadRequest("A shape is no array");
        var shape = new ArrayList<Long>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT)
                throw new BadRequest("A shape holds " + json.getString() + ": it is made of whole numbers");
            shape.add(json.getLongValue());
        }
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    private static Map<String, Object> parameters(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) throw new BadRequest("\"parameters\" is no object");
        var found = new LinkedHashMap<String, Object>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            switch (json.nextToken()) {
                case VALUE_STRING -> found.put(field, json.getString());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> found.put(field, json.getNumberValue());
                case VALUE_TRUE -> found.put(field, true);
                case VALUE_FALSE -> found.put(field, false);
                default -> json.skipChildren();
            }
        }
        return found;
    }
}
