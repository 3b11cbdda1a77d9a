package io.mobula.tune;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The domain that a component's annotation says. Throws {@code IllegalArgumentException} with what is wrong with it. */
final class Annotated {
    private static final List<Class<? extends Annotation>> KNOWN =
            List.of(Uniform.class, LogUniform.class, IntRange.class, LogIntRange.class, Choice.class);

    private Annotated() {}

    /** Empty if it has none. */
    static Optional<Domain<?>> domain(RecordComponent component) {
        List<? extends Annotation> given = KNOWN.stream()
                .map(known -> (Annotation) component.getAnnotation(known))
                .filter(Objects::nonNull)
                .toList();
        if (given.size() > 1) {
            throw new IllegalArgumentException("two domains, @"
                    + given.get(0).annotationType().getSimpleName() + " and @"
                    + given.get(1).annotationType().getSimpleName() + ": keep one");
        }
        return given.isEmpty() ? Optional.empty() : Optional.of(domain(given.getFirst(), component.getType()));
    }

    private static Domain<?> domain(Annotation annotation, Class<?> type) {
        return switch (annotation) {
            case Uniform a -> real(a, type, new Domain.Real(a.min(), a.max(), Domain.Scale.LINEAR, points(a.points())));
            case LogUniform a -> real(a, type, new Domain.Real(a.min(), a.max(), Domain.Scale.LOG, points(a.points())));
            case IntRange a -> whole(a, type, new Domain.Steps(a.min(), a.max(), a.step()));
            case LogIntRange a -> whole(a, type, new Domain.LogWhole(a.min(), a.max(), points(a.points())));
            case Choice a -> new Domain.Values<>(choice(a, type));
            default -> throw new IllegalArgumentException("@" + annotation.annotationType() + " says no domain");
        };
    }

    private static OptionalInt points(int count) {
        return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
    }

    private static Domain<?> real(Annotation annotation, Class<?> type, Domain<?> domain) {
        if (Conversion.to(type).isReal()) return domain;
        throw unfit(annotation, type, "double or float; for whole numbers there are @IntRange and @LogIntRange");
    }

    private static Domain<?> whole(Annotation annotation, Class<?> type, Domain<?> domain) {
        if (Conversion.to(type).isWhole()) return domain;
        throw unfit(annotation, type, "int or long; for fractions there are @Uniform and @LogUniform");
    }

    private static List<Object> choice(Choice choice, Class<?> type) {
        if (type.isEnum()) return constants(choice, type);
        if (type == boolean.class || type == Boolean.class) {
            refuse(choice.value().length > 0 || choice.of().length > 0, "@Choice of a boolean takes no values");
            return List.of(false, true);
        }
        if (type == String.class) {
            refuse(choice.value().length > 0, "@Choice of a String takes its values as of = {…}");
            return List.of((Object[]) choice.of());
        }
        Conversion conversion = Conversion.to(type);
        if (conversion == Conversion.NONE) {
            throw unfit(
                    choice,
                    type,
                    "a number, String, boolean or enum; for others use SearchSpace.with(…, Domain.choice(…))");
        }
        refuse(choice.of().length > 0, "@Choice of a number takes its values as @Choice({…})");
        List<Object> values = new ArrayList<>();
        for (double value : choice.value()) {
            refuse(conversion.isWhole() && value != Math.rint(value), "@Choice names " + value + " for a whole number");
            values.add(conversion.convert(value));
        }
        return values;
    }

    private static List<Object> constants(Choice choice, Class<?> type) {
        refuse(choice.value().length > 0, "@Choice of an enum takes names as of = {…}, or nothing for all constants");
        List<Object> all = List.of(type.getEnumConstants());
        if (choice.of().length == 0) return all;
        return Stream.of(choice.of())
                .map(name -> all.stream()
                        .filter(constant -> ((Enum<?>) constant).name().equals(name))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException("@Choice names " + name + ", which is none of " + all)))
                .toList();
    }

    private static void refuse(boolean wrong, String message) {
        if (wrong) throw new IllegalArgumentException(message);
    }

    private static IllegalArgumentException unfit(Annotation annotation, Class<?> type, String fits) {
        return new IllegalArgumentException("@" + annotation.annotationType().getSimpleName() + " does not fit "
                + type.getSimpleName() + ": it is for " + fits);
    }
}
