package io.mobula.examples.digits;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON: a component is a field, an empty {@link Optional} and a number that is not finite are {@code null}. Known are records, maps, collections, optionals, strings, numbers and
 * booleans.
 */
final class Json {
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    private Json() {}

    static String write(Object value) {
        Json json = new Json();
        json.value(value);
        return json.text.append('\n').toString();
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> text.append("null");
            case Optional<?> o when o.isPresent() -> value(o.get());
            case Optional<?> _ -> text.append("null");
            case Double d when !Double.isFinite(d) -> text.append("null");
            case Number n -> text.append(n);
            case Boolean b -> text.append(b);
            case String s -> string(s);
            case Record r -> record(r);
            case Map<?, ?> m ->
                block('{', m.entrySet().iterator(), e -> field(String.valueOf(e.getKey()), e.getValue()), '}');
            case Collection<?> c -> block('[', c.iterator(), this::value, ']');
            default -> throw new IllegalArgumentException(value.getClass().getName() + " has no JSON form here");
        }
    }

    private void record(Record record) {
        block(
                '{',
                List.of(record.getClass().getRecordComponents()).iterator(),
                c -> field(c.getName(), read(record, c)),
                '}');
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component, e);
        }
    }

    private void field(String name, Object value) {
        string(name);
        text.append(": ");
        value(value);
    }

    private <T> void block(char open, Iterator<T> items, Consumer<? super T> write, char close) {
        text.append(open);
        boolean any = items.hasNext();
        depth++;
        while (items.hasNext()) {
            line();
            write.accept(items.next());
            if (items.hasNext()) text.append(',');
        }
        depth--;
        if (any) line();
        text.append(close);
    }

    private void line() {
        text.append('\n').append(INDENT.repeat(depth));
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                default -> {
                    // A lone surrogate has no UTF-8 form; escaped, it survives.
                    if (c < ' ' || Character.isSurrogate(c)) text.append(Text.format("\\u%04x", (int) c));
                    else text.append(c);
                }
            }
        }
        text.append('"');
    }
}
