package io.mobula.train.checkpoint;

import java.io.Serializable;

/**
 * How a checkpoint's value becomes bytes and a value again. It travels to the workers: there values are encoded and decoded, so that only they need the value's class.
 *
 * <p>Thread safety: one object may be used by several threads at once.
 */
public interface CheckpointFormat extends Serializable {
    /** Stands in each checkpoint beside the bytes. */
    String id();

    /** Throws {@link CheckpointException} with reason {@code NOT_WRITABLE} for a value that has no form. */
    byte[] write(Object value);

    /** Throws {@link CheckpointException} with reason {@code NOT_READABLE} if the bytes are no such value. */
    <S> S read(Class<S> type, byte[] bytes);

    /**
     * Records, enums, strings, boxed primitives, arrays of anything here, {@code List}, {@code Set}, {@code Map} and {@code Optional} in a form of their own (collections keep their order and come back
     * unmodifiable); every other class by Java serialization, if it
     * is {@code Serializable}.
     *
     * <p>Records are stored by the names of their components, so they may move theirs about; a component that was added or removed since is an error that names it. Arrays of primitives are copied as blocks.
     *
     * <p>Security: reading makes records, enums and serializable objects of classes that the bytes name, from {@code java.base} and from the class loader of the type asked for, no others. Load
     * checkpoints from folders that only trusted programs write to.
     */
    static CheckpointFormat standard() {
        return StandardFormat.STANDARD;
    }
}
