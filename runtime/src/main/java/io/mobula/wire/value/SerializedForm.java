package io.mobula.wire.value;

import io.mobula.wire.value.Source.Malformed;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By Java serialization, where only it has access or where the class asks for it: closed classes of the JDK, throwables, and classes of the user with serialization methods of their own.
 *
 * <p>Only the shell goes that way. What it holds of the user's is written by this codec ({@link Shell}), so that refs are seen, classes need not be Serializable and identities hold.
 */
final class SerializedForm extends Form {
    @Override
    void write(Encoder out, Object value) {
        if (!out.beginWhole(value, Tag.SERIALIZED)) return;
        Shell shell = shell(value);
        out.sink.count(shell.held().size());
        for (Object part : shell.held()) {
            try {
                out.write(part);
            } catch (Unshippable refusal) {
                throw shell.locate(refusal, value, part);
            }
        }
        out.sink.bytes(shell.bytes());
        out.endWhole();
    }

    @Override
    Object read(Decoder in, int handle) {
        Object[] held = new Object[in.source.count(1)];
        for (int i = 0; i < held.length; i++) held[i] = in.readValue();
        try {
            return Shell.open(in.source.bytes(), held, in.loader::load);
        } catch (IOException broken) {
            throw new Malformed("a serialized part cannot be read: " + broken);
        }
    }

    @Override
    Object copy(Copier copier, Object value) {
        Shell shell = shell(value);
        List<Object> held = shell.held();
        @Nullable Object[] copies = new Object[held.size()];
        for (int i = 0; i < copies.length; i++) {
            try {
                copies[i] = copier.copy(held.get(i));
            } catch (Unshippable refusal) {
                throw shell.locate(refusal, value, held.get(i));
            }
        }
        try {
            return Shell.open(shell.bytes(), copies, shell::known);
        } catch (IOException broken) {
            throw Unshippable.of(value.getClass().getName() + " cannot be copied: " + broken, "Mend its readObject");
        }
    }

    private static Shell shell(Object value) {
        try {
            return Shell.of(value);
        } catch (NotSerializableException inside) {
            throw Unshippable.of(
                    value.getClass().getName() + " holds a " + inside.getMessage() + ", which cannot travel",
                    "Make it inside the body from what it is made of");
        } catch (IOException broken) {
            throw Unshippable.of(
                    value.getClass().getName() + " cannot be serialized: " + broken, "Mend its writeObject");
        }
    }
}
