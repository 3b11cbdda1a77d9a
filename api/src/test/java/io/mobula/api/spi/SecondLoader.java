package io.mobula.api.spi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;

/** A node's view of a user's classes: those of one package are defined anew, and values are copied into it. */
class SecondLoader extends ClassLoader {
    private static final String PREFIX = "io.mobula.api.shapes.";

    SecondLoader() {
        super(SecondLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PREFIX)) return super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) throw new ClassNotFoundException(name);
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Object[] carry(Object[] values) throws Exception {
        Object[] carried = new Object[values.length];
        for (int i = 0; i < values.length; i++) carried[i] = carry(values[i]);
        return carried;
    }

    private Object carry(Object value) throws Exception {
        if (value instanceof Record) return carryRecord(value);
        if (Body.isBody(value) && !(value instanceof Enum<?>)) {
            Body body = Body.of((Serializable) value);
            Class<?> face = Class.forName(Body.face((Serializable) value).getName(), false, this);
            return Body.of(body.code(), carry(body.captured()), this).as(face);
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass d) throws IOException, ClassNotFoundException {
                return Class.forName(d.getName(), false, SecondLoader.this);
            }
        }) {
            return in.readObject();
        }
    }

    private Object carryRecord(Object value) throws Exception {
        RecordComponent[] parts = value.getClass().getRecordComponents();
        Object[] components = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i].getAccessor().setAccessible(true);
            components[i] = carry(parts[i].getAccessor().invoke(value));
        }
        var constructor = loadClass(value.getClass().getName()).getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(components);
    }
}
