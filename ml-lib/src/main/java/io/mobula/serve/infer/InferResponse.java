package io.mobula.serve.infer;

import java.util.List;
import java.util.Map;

/**
 * What a model answers.
 *
 * @param parameters strings, numbers and booleans by name
 * @param outputs each name once
 */
public record InferResponse(Map<String, Object> parameters, List<Tensor> outputs) {
    public InferResponse {
        parameters = Map.copyOf(parameters);
        outputs = List.copyOf(outputs);
    }

    public static InferResponse of(Tensor... outputs) {
        return new InferResponse(Map.of(), List.of(outputs));
    }
}
