package io.mobula.serve;

import io.mobula.serve.infer.BadRequest;
import io.mobula.serve.infer.JsonPlace;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** Inputs from JSON, and what is wrong with them in words for the client: never a class of the user's. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private Json() {}

    /** Throws {@link BadRequest} with the place of what is malformed, or the field that does not fit. */
    static Object read(ObjectReader reader, byte[] body) {
        try {
            Object value = reader.readValue(body);
            if (value == null) throw new BadRequest("The body is null: an input is needed");
            return value;
        } catch (StreamReadException malformed) {
            throw new BadRequest(JsonPlace.of(malformed));
        } catch (JacksonException misfit) {
            throw new BadRequest(words(misfit));
        }
    }

    private static String words(JacksonException misfit) {
        String field = path(misfit.getPath());
        String where = (field.isEmpty() ? "The body" : "Field \"" + field + "\"") + JsonPlace.at(misfit);
        return switch (misfit) {
            case UnrecognizedPropertyException unknown ->
                where + " is unknown: the input has " + unknown.getKnownPropertyIds();
            case ValueInstantiationException refused
            when refused.getCause() != null ->
                where + " is refused: " + refused.getCause().getMessage();
            default -> where + " does not fit: " + firstLine(misfit.getOriginalMessage());
        };
    }

    private static String firstLine(String message) {
        String line = message.lines().findFirst().orElse("");
        return line.replaceAll("`[a-zA-Z0-9_.$]*?([A-Za-z0-9_]+(?:\\[\\])*)`", "$1");
    }

    private static String path(List<JacksonException.Reference> references) {
        var path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            if (reference.getPropertyName() != null) {
                if (!path.isEmpty()) path.append('.');
                path.append(reference.getPropertyName());
            } else {
                path.append('[').append(reference.getIndex()).append(']');
            }
        }
        return path.toString();
    }
}
