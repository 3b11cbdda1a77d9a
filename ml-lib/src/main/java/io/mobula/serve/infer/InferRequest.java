package io.mobula.serve.infer;

import java.util.List;
import java.util.Map;

/**
 * What a client asks of a model.
 *
 * @param id the client's, empty if it gave none; the response bears it too
 * @param parameters strings, numbers and booleans by name, without those of the protocol
 * @param inputs in the client's order
 */
public record InferRequest(String id, Map<String, Object> parameters, List<Tensor> inputs) {
    public InferRequest {
        parameters = Map.copyOf(parameters);
        inputs = List.copyOf(inputs);
    }

    /** The input of this name; {@link BadRequest} if there is none. */
    public Tensor input(String name) {
        for (Tensor input : inputs) if (input.name().equals(name)) return input;
        throw new BadRequest("Input \"" + name + "\" is missing: the request has "
                + inputs.stream().map(Tensor::name).toList());
    }
}
