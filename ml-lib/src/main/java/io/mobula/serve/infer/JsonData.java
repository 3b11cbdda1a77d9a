package io.mobula.serve.infer;

import java.io.StringWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/** The elements of a tensor in JSON, nested to any depth or flat. They may come before the datatype is known; the text is kept then and read again. */
final class JsonData {
    private final @Nullable GrowingBytes elements;
    private final @Nullable String text;

    private JsonData(@Nullable GrowingBytes elements, @Nullable String text) {
        this.elements = elements;
        this.text = text;
    }

    static JsonData read(String tensor, @Nullable Datatype datatype, JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY)
            throw new BadRequest("The data of tensor \"" + tensor + "\" are no array");
        if (datatype == null) return new JsonData(null, textOf(json));
        var out = new GrowingBytes();
        int depth = 1;
        while (depth > 0) {
            switch (json.nextToken()) {
                case START_ARRAY -> depth++;
                case END_ARRAY -> depth--;
                case START_OBJECT -> throw new BadRequest("The data of tensor \"" + tensor + "\" hold an object");
                default -> Elements.read(tensor, datatype, json, out);
            }
        }
        return new JsonData(out, null);
    }

    private static String textOf(JsonParser json) {
        var text = new StringWriter();
        try (var copy = InferDecoder.JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            copy.copyCurrentStructureExact(json);
        }
        return text.toString();
    }

    Tensor tensor(String name, Datatype datatype, long[] shape) {
        if (text != null) {
            try (JsonParser again = InferDecoder.JSON.createParser(ObjectReadContext.empty(), text)) {
                again.nextToken();
                return read(name, datatype, again).tensor(name, datatype, shape);
            }
        }
        GrowingBytes read = Objects.requireNonNull(elements);
        return Tensor.over(name, datatype, shape, read.array(), 0, read.length());
    }
}
