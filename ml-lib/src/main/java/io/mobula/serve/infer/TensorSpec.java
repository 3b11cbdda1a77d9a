package io.mobula.serve.infer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a model says of one of its inputs or outputs.
 *
 * @param shape -1 for a dimension of any size
 */
public record TensorSpec(String name, Datatype datatype, List<Long> shape) {
    public static final long ANY = -1;

    public TensorSpec {
        if (name.isBlank()) throw new IllegalArgumentException("The name of a tensor is blank");
        for (long dimension : shape) {
            if (dimension < ANY)
                throw new IllegalArgumentException(
                        "Tensor " + name + " has a dimension of " + dimension + ": it must be -1 (any) or a size");
        }
        shape = List.copyOf(shape);
    }

    public static TensorSpec of(String name, Datatype datatype, long... shape) {
        var dimensions = new ArrayList<Long>(shape.length);
        for (long dimension : shape) dimensions.add(dimension);
        return new TensorSpec(name, datatype, dimensions);
    }

    /** Refuses a tensor of another datatype or shape. */
    void check(Tensor tensor) {
        if (tensor.datatype() != datatype) {
            throw new BadRequest("Input \"" + name + "\" is " + tensor.datatype() + ": the model takes " + datatype);
        }
        long[] given = tensor.shape();
        boolean fits = given.length == shape.size();
        for (int i = 0; fits && i < given.length; i++) fits = shape.get(i) == ANY || shape.get(i) == given[i];
        if (!fits)
            throw new BadRequest("Input \"" + name + "\" has shape " + Arrays.toString(given) + ": the model takes "
                    + shape + ", where -1 is any size");
    }
}
