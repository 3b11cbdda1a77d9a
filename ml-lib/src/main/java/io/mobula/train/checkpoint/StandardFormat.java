package io.mobula.train.checkpoint;

import io.mobula.train.checkpoint.CheckpointException.Reason;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;

/** See {@link CheckpointFormat#standard()}. */
enum StandardFormat implements CheckpointFormat {
    STANDARD;

    @Override
    public String id() {
        return "standard-1";
    }

    @Override
    public byte[] write(Object value) {
        return new ValueWriter(value.getClass()).write(value);
    }

    @Override
    public <S> S read(Class<S> type, byte[] bytes) {
        try {
            Object value = new ValueReader(type, new DataInputStream(new ByteArrayInputStream(bytes))).read();
            if (type.isInstance(value)) return type.cast(value);
            String found = value == null ? "null" : value.getClass().getName();
            throw new CheckpointException(
                    Reason.NOT_READABLE,
                    "The checkpoint holds a " + found + ", not a " + type.getName() + ". Load it as what was reported",
                    null);
        } catch (IOException e) {
            throw new CheckpointException(
                    Reason.NOT_READABLE,
                    "The checkpoint is no " + type.getName() + " of this program: " + e.getMessage()
                            + ". Load it with the classes it was written with",
                    e);
        }
    }
}
