package io.mobula.wire.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Fn;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.wire.value.sample.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Encoded with the classes of one loader, decoded with those of another. */
class LoadersTest {
    private static final String SAMPLES = Samples.class.getPackageName();
    private final ValueCodec here = new ValueCodec(LoadersTest.class.getClassLoader());

    /** Loads the sample classes anew, as changed. */
    private static final class Job extends ClassLoader {
        private final UnaryOperator<byte[]> change;

        Job(UnaryOperator<byte[]> change) {
            super(LoadersTest.class.getClassLoader());
            this.change = change;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(SAMPLES)) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) return known;
                try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    if (file == null) throw new ClassNotFoundException(name);
                    byte[] bytes = change.apply(file.readAllBytes());
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }
    }

    @Test
    void everyClassIsTheReadersOwn() throws Exception {
        Job job = new Job(UnaryOperator.identity());
        ValueCodec there = new ValueCodec(job);
        List<Object> values = new ArrayList<>(List.of(
                new Samples.Point(1, "p", 2),
                Samples.Color.GREEN,
                new Samples.Account("a", 1),
                new Samples.Config("c", new Samples.Point[1]),
                new Samples.Spoken(new Samples.Account("b", 2)),
                new Samples.OutOfStock("m", 1, new Samples.Connected("x")),
                Samples.twice(Samples.adder(2)),
                Samples.Point.class,
                new Samples.Bag()));
        Object decoded = there.decode(here.encode(values, RefsPort.NONE), RefsPort.NONE);
        assertNotNull(decoded);
        List<?> foreign = (List<?>) decoded;
        for (Object value : foreign) {
            Class<?> type = value instanceof Class<?> itself ? itself : value.getClass();
            assertSame(job, type.getClassLoader(), type.getName());
        }
        @SuppressWarnings("unchecked")
        Fn<Integer, Integer> twice = (Fn<Integer, Integer>) foreign.get(6);
        assertEquals(5, twice.apply(1));
        Object back = here.decode(there.encode(foreign, RefsPort.NONE), RefsPort.NONE);
        assertNotNull(back);
        List<?> returned = (List<?>) back;
        assertEquals(values.subList(0, 2), returned.subList(0, 2));
        Throwable cause = ((Throwable) returned.get(5)).getCause();
        assertEquals("x", ((Samples.Connected) cause).connection);
        assertNotSame(foreign.get(2).getClass(), returned.get(2).getClass());
    }

    @Test
    void copiesStayInTheirLoader() {
        Job job = new Job(UnaryOperator.identity());
        Object foreign = new ValueCodec(job)
                .decode(
                        here.encode(new Samples.OutOfStock("m", 1, new RuntimeException()), RefsPort.NONE),
                        RefsPort.NONE);
        Object copy = Isolation.copy(foreign);
        assertNotNull(copy);
        assertSame(job, copy.getClass().getClassLoader());
    }

    @Test
    void missingClassIsNamed() {
        Encoded encoded = here.encode(new Samples.Point(1, "p", 2), RefsPort.NONE);
        ValueCodec bare = new ValueCodec(ClassLoader.getPlatformClassLoader());
        MobulaException refusal = assertThrows(MobulaException.class, () -> bare.decode(encoded, RefsPort.NONE));
        assertEquals(ErrorCode.CLASS_NOT_SHIPPED, refusal.code());
        assertTrue(refusal.getMessage().contains("Samples$Point"), refusal.getMessage());
        Encoded error = here.encode(new Samples.OutOfStock("m", 1, new RuntimeException()), RefsPort.NONE);
        assertEquals(
                ErrorCode.CLASS_NOT_SHIPPED,
                assertThrows(MobulaException.class, () -> bare.decode(error, RefsPort.NONE))
                        .code());
    }

    @Test
    void classOfANewerJavaIsNamed() {
        ValueCodec old = new ValueCodec(new Job(bytes -> {
            bytes[7] = (byte) (Runtime.version().feature() + 44 + 10);
            return bytes;
        }));
        Encoded encoded = here.encode(new Samples.Point(1, "p", 2), RefsPort.NONE);
        MobulaException refusal = assertThrows(MobulaException.class, () -> old.decode(encoded, RefsPort.NONE));
        assertEquals(ErrorCode.CLASS_TOO_NEW, refusal.code());
        assertTrue(refusal.getMessage().contains("Samples$Point"), refusal.getMessage());
    }

    @Test
    void classWithOtherFieldsIsRefused() {
        byte[] bytes =
                here.encode(new Samples.Point(1, "p", 2), RefsPort.NONE).bytes().clone();
        int fingerprint = 4 + Samples.Point.class.getName().length();
        bytes[fingerprint] ^= 1;
        MobulaException refusal =
                assertThrows(MobulaException.class, () -> here.decode(new Encoded(bytes, List.of()), RefsPort.NONE));
        assertEquals(ErrorCode.CLASS_NOT_SHIPPED, refusal.code());
        assertTrue(refusal.getMessage().contains("other fields"), refusal.getMessage());
    }

    @Test
    void nothingKeepsALoaderAlive() {
        WeakReference<ClassLoader> loader = useAndDrop();
        for (int i = 0; i < 50 && loader.get() != null; i++) System.gc();
        assertSame(null, loader.get());
    }

    private WeakReference<ClassLoader> useAndDrop() {
        Job job = new Job(UnaryOperator.identity());
        Encoded encoded = here.encode(
                new ArrayList<>(List.of(new Samples.Account("a", 1), new Samples.Point(1, "p", 2), Samples.adder(1))),
                RefsPort.NONE);
        Isolation.copy(new ValueCodec(job).decode(encoded, RefsPort.NONE));
        return new WeakReference<>(job);
    }
}
