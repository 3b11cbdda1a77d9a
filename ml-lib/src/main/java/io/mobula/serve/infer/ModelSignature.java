package io.mobula.serve.infer;

import java.util.ArrayList;
import java.util.List;

/**
 * What a model takes and gives, as its metadata tell clients. Without inputs declared, requests are not checked against it.
 *
 * {@snippet :
 * ModelSignature.none().input("pixels", Datatype.FP32, -1, 64).output("label", Datatype.INT64, -1)
 * }
 *
 * @param version what clients may name in the path
 */
public record ModelSignature(String version, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    public ModelSignature {
        if (!version.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "Model version \"" + version + "\": it must be made of letters, digits, '.', '_' and '-'");
        }
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** Version 1, nothing declared. */
    public static ModelSignature none() {
        return new ModelSignature("1", List.of(), List.of());
    }

    public ModelSignature version(String name) {
        return new ModelSignature(name, inputs, outputs);
    }

    /** @param shape -1 for a dimension of any size */
    public ModelSignature input(String name, Datatype datatype, long... shape) {
        return new ModelSignature(version, with(inputs, TensorSpec.of(name, datatype, shape)), outputs);
    }

    /** @param shape -1 for a dimension of any size */
    public ModelSignature output(String name, Datatype datatype, long... shape) {
        return new ModelSignature(version, inputs, with(outputs, TensorSpec.of(name, datatype, shape)));
    }

    private static List<TensorSpec> with(List<TensorSpec> specs, TensorSpec more) {
        var next = new ArrayList<>(specs);
        next.add(more);
        return next;
    }

    /** Refuses a request whose inputs are not those declared. */
    void check(InferRequest request) {
        if (inputs.isEmpty()) return;
        for (TensorSpec spec : inputs) spec.check(request.input(spec.name()));
        for (Tensor input : request.inputs()) {
            if (inputs.stream().noneMatch(spec -> spec.name().equals(input.name()))) {
                throw new BadRequest("Input \"" + input.name() + "\" is unknown: the model takes "
                        + inputs.stream().map(TensorSpec::name).toList());
            }
        }
    }
}
