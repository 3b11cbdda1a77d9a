package io.mobula.api.spi;

import io.mobula.api.CanIgnoreReturnValue;
import io.mobula.api.Ref;
import io.mobula.api.error.CaptureException;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A body taken apart: its code, and the values it captured.
 *
 * <p>A lambda or a method reference captured what its surroundings gave it. Of a record or an enum constant the one captured value is the body itself; what it <i>holds</i> are the record's
 * components.
 *
 * <p>Cost: tens of nanoseconds once the body's class has been seen; fractions of a millisecond the first time, and a class file is read then if {@code this} is captured.
 */
public final class Body {
    private final CodeShape shape;
    /** Null of lambdas and method references. */
    private final @Nullable ValueClass value;

    private final @Nullable Object[] captured;

    Body(CodeShape shape, @Nullable ValueClass value, @Nullable Object[] captured) {
        this.shape = shape;
        this.value = value;
        this.captured = captured;
    }

    /** Takes a body apart. Throws {@link CaptureException} if it is none, or if its package is closed. */
    public static Body of(Serializable body) {
        return BodyClass.OF.get(body.getClass()).take(body);
    }

    /**
     * The body that has travelled: its code as the loader's classes define it, with the values decoded there.
     *
     * <p>Loads the code's class and does not initialise it. Throws {@link CodeException} if the loader has no such code.
     */
    public static Body of(BodyCode code, @Nullable Object[] captured, ClassLoader loader) {
        if (captured.length == 1
                && captured[0] instanceof Serializable self
                && ValueClass.isBody(self)
                && BodyClass.OF.get(self.getClass()) instanceof ValueClass value
                && value.code().equals(code)) {
            return value.take(self);
        }
        return new Body(CodeShape.of(code, loader), null, captured);
    }

    /** Whether {@link #of(Serializable)} is to be asked: a travelling lambda, a body that has travelled, a record or an enum constant that is a {@code Task}, {@code Action} or {@code Fn}, or an actor's call or factory. */
    public static boolean isBody(@Nullable Object value) {
        return value instanceof Serializable
                && (value.getClass().isHidden() || ValueClass.isBody(value) || BodyFunction.is(value));
    }

    /** The functional interface of a body: what {@link #as} takes where the body arrives. */
    public static Class<?> face(Serializable body) {
        return BodyClass.OF.get(body.getClass()).face(body);
    }

    public BodyCode code() {
        return shape.code;
    }

    /** The class of what it answers with, as its author declared it: the constructed class of a constructor, {@code Object} where nothing more is known. */
    public Class<?> answerType() {
        if (code().kind() == MethodHandleInfo.REF_newInvokeSpecial) return shape.owner;
        return value == null ? shape.returnType() : value.returnType();
    }

    /** What the class file tells of it; read the first time it is asked for. */
    public BodyFacts facts() {
        return shape.facts();
    }

    /** What travels beside the code. Not a copy: may not be changed. */
    public @Nullable Object[] captured() {
        return captured;
    }

    /** The values a body holds: what a lambda captured, a record's components, nothing of an enum constant. */
    public @Nullable Object[] held() {
        return value == null ? captured : value.held(self());
    }

    /**
     * The refs the body depends on, in the order it holds them: held ones, those of held bodies, and those in fields of a captured {@code this} that the body reads. Refs inside collections and
     * other records are values, not dependencies.
     */
    public void dependencies(Consumer<? super Ref<?>> each) {
        @Nullable Object[] values = held();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Ref<?> ref) each.accept(ref);
            else if (isBody(value)) inner(i, (Serializable) value).dependencies(each);
        }
        shape.refsOfThis(captured, each);
    }

    private Body inner(int index, Serializable held) {
        try {
            return of(held);
        } catch (CaptureException e) {
            throw Captures.within(this, index, e);
        }
    }

    /** The same body with other held values. */
    public Body map(UnaryOperator<@Nullable Object> translate) {
        if (value != null) return value.map(self(), translate);
        @Nullable Object[] next = new Object[captured.length];
        for (int i = 0; i < next.length; i++) next[i] = translate.apply(captured[i]);
        return new Body(shape, null, next);
    }

    /** Runs the body in this JVM. */
    @CanIgnoreReturnValue
    public @Nullable Object invoke(@Nullable Object... arguments) throws Throwable {
        if (arguments.length == 0) return shape.invoke(captured);
        @Nullable Object[] all = new Object[captured.length + arguments.length];
        System.arraycopy(captured, 0, all, 0, captured.length);
        System.arraycopy(arguments, 0, all, captured.length, arguments.length);
        return shape.invoke(all);
    }

    /** The body as an object of its functional interface, which is a body again; of a record or an enum constant, the value itself. */
    public <T> T as(Class<T> face) {
        return face.cast(value == null ? BodyFunction.make(face, this) : self());
    }

    CodeShape shape() {
        return shape;
    }

    boolean isValue() {
        return value != null;
    }

    /** Of a record or an enum constant. */
    Object self() {
        return Objects.requireNonNull(captured[0]);
    }
}
