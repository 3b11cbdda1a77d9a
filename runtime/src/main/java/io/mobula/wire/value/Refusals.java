package io.mobula.wire.value;

import io.mobula.api.error.ErrorCode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is bound to its process. By name: most of these are in modules the runtime does not need. */
final class Refusals {
    private static final String INSIDE = "Open it inside the body from what it is made of";
    private static final String LOGGER = "Hold it in a static field, or get it inside the body";

    private static final Map<String, String> BOUND = Map.ofEntries(
            Map.entry("java.lang.Thread", "Start it inside the body"),
            Map.entry("java.lang.ThreadGroup", INSIDE),
            Map.entry("java.lang.ThreadLocal", "Make it static"),
            Map.entry("java.lang.ClassLoader", "Carry the names of the classes"),
            Map.entry("java.lang.Module", "Carry its name"),
            Map.entry("java.lang.Process", INSIDE),
            Map.entry("java.lang.ProcessHandle", "Carry its number"),
            Map.entry("java.lang.System$Logger", LOGGER),
            Map.entry("java.lang.ref.Reference", "Carry what it refers to"),
            Map.entry("java.lang.reflect.AccessibleObject", "Carry the class and the name"),
            Map.entry("java.lang.invoke.MethodHandle", "Carry a lambda declared as io.mobula.api.Fn"),
            Map.entry("java.lang.invoke.VarHandle", "Make it static"),
            Map.entry("java.lang.foreign.Arena", INSIDE),
            Map.entry("java.lang.foreign.MemorySegment", "Carry a primitive array or a ByteBuffer"),
            Map.entry("java.io.InputStream", "Read it first, or open it inside the body"),
            Map.entry("java.io.OutputStream", INSIDE),
            Map.entry("java.io.Reader", "Read it first, or open it inside the body"),
            Map.entry("java.io.Writer", INSIDE),
            Map.entry("java.io.RandomAccessFile", INSIDE),
            Map.entry("java.io.FileDescriptor", INSIDE),
            Map.entry("java.nio.channels.Channel", INSIDE),
            Map.entry("java.nio.file.FileSystem", INSIDE),
            Map.entry("java.net.Socket", INSIDE),
            Map.entry("java.net.ServerSocket", INSIDE),
            Map.entry("java.net.DatagramSocket", INSIDE),
            Map.entry("java.net.http.HttpClient", INSIDE),
            Map.entry("java.sql.Connection", INSIDE),
            Map.entry("java.sql.Statement", INSIDE),
            Map.entry("java.sql.ResultSet", "Copy its rows into records first"),
            Map.entry("javax.sql.DataSource", INSIDE),
            Map.entry("java.util.Timer", INSIDE),
            Map.entry("java.util.Spliterator", "Collect it into a list first"),
            Map.entry("java.util.stream.BaseStream", "Collect it into a list first"),
            Map.entry("java.util.logging.Logger", LOGGER),
            Map.entry("java.util.logging.Handler", LOGGER),
            Map.entry("org.slf4j.Logger", LOGGER),
            Map.entry("org.apache.logging.log4j.Logger", LOGGER),
            Map.entry("org.apache.commons.logging.Log", LOGGER),
            Map.entry("java.util.concurrent.Executor", INSIDE),
            Map.entry("java.util.concurrent.Future", "Wait for it first, or submit what it does as a task"),
            Map.entry("java.util.concurrent.CountDownLatch", "Tasks share no memory: carry an ObjectRef to wait for"),
            Map.entry("java.util.concurrent.CyclicBarrier", "Tasks share no memory: carry an ObjectRef to wait for"),
            Map.entry("java.util.concurrent.Phaser", "Tasks share no memory: carry an ObjectRef to wait for"),
            Map.entry("java.util.concurrent.Semaphore", "Tasks share no memory: bound them by resources"),
            Map.entry("java.util.concurrent.locks.Lock", "Tasks share no memory: leave it out"),
            Map.entry("java.util.concurrent.locks.ReadWriteLock", "Tasks share no memory: leave it out"),
            Map.entry("java.util.concurrent.locks.Condition", "Tasks share no memory: leave it out"));

    private static final List<String> RUNTIME = Arrays.asList(
            "call", "code", "control", "core", "driver", "executor", "node", "store", "boot", "cli", "config");

    private static final String ROOT = "io.mobula.";

    private Refusals() {}

    static Form.@Nullable Refused of(Class<?> type) {
        if (CompletionStage.class.isAssignableFrom(type)) {
            String which = type == CompletableFuture.class
                    ? "a CompletableFuture"
                    : "a CompletionStage (" + type.getName() + ")";
            return new Form.Refused(
                    ErrorCode.VALUE_IS_A_STAGE,
                    which + " cannot travel",
                    "Wait for it with join() and carry its value");
        }
        for (Class<?> face : family(type, new LinkedHashSet<>())) {
            String remedy = BOUND.get(face.getName());
            if (remedy != null) return refused(type, face, remedy);
        }
        // A user's own iterator may be data; the JDK's are places in something else.
        if (Forms.isJdk(type) && Iterator.class.isAssignableFrom(type))
            return refused(type, Iterator.class, "Collect it into a list first");
        if (isRuntime(type))
            return refused(type, type, "It is a part of Mobula itself: capture the Mobula session instead");
        return null;
    }

    private static Form.Refused refused(Class<?> type, Class<?> face, String remedy) {
        String which = type == face || type.isHidden() ? "" : " (" + type.getName() + ")";
        return new Form.Refused(ErrorCode.VALUE_UNSHIPPABLE, face.getName() + which + " cannot travel", remedy);
    }

    private static Set<Class<?>> family(Class<?> type, Set<Class<?>> found) {
        Set<Class<?>> faces = new HashSet<>();
        for (Class<?> level = type; level != null; level = level.getSuperclass()) {
            found.add(level);
            for (Class<?> face : level.getInterfaces()) if (faces.add(face)) family(face, found);
        }
        return found;
    }

    /** Its records, enums and exceptions are data like any other. */
    private static boolean isRuntime(Class<?> type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT) || type.isRecord() || Throwable.class.isAssignableFrom(type)) return false;
        if (name.equals("io.mobula.wire") || name.equals("io.mobula.wire.value")) return !type.isHidden();
        String part = name.substring(ROOT.length());
        int dot = part.indexOf('.');
        return RUNTIME.contains(dot < 0 ? part : part.substring(0, dot));
    }
}
