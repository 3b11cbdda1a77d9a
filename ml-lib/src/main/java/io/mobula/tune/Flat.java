package io.mobula.tune;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record as named values: {@code rate}, {@code optimizer} (the variant's name) and {@code optimizer.momentum}. */
final class Flat {
    private Flat() {}

    static Map<String, Object> of(Object value) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (value instanceof Record record) add(record, "", values);
        else values.put("value", value);
        return values;
    }

    private static void add(Record record, String prefix, Map<String, Object> values) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = read(record, component);
            String name = prefix + component.getName();
            if (value instanceof Record inner) {
                if (!component.getType().isRecord())
                    values.put(name, inner.getClass().getSimpleName());
                add(inner, name + ".", values);
            } else if (value != null) values.put(name, value);
        }
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (InvocationTargetException e) {
            return "(" + e.getCause() + ")";
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component + " of " + record.getClass(), e);
        }
    }

    /** As people read it: numbers in four significant digits, if they have more. */
    static String text(Object value) {
        if (!(value instanceof Double || value instanceof Float)) return String.valueOf(value);
        double number = ((Number) value).doubleValue();
        if (number == Math.rint(number) && Math.abs(number) < 1e9) return Text.format("%.0f", number);
        boolean usual = Math.abs(number) >= 1e-4 && Math.abs(number) < 1e6;
        return Text.format(usual ? "%.4g" : "%.3e", number);
    }

    /** {@code rate=0.0123 width=64}. */
    static String line(Object config) {
        StringBuilder line = new StringBuilder();
        of(config)
                .forEach((name, value) -> line.append(line.isEmpty() ? "" : " ")
                        .append(name)
                        .append('=')
                        .append(text(value)));
        return line.toString();
    }
}
