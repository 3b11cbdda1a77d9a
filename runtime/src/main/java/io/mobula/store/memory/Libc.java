package io.mobula.store.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** The calls of the C library that Java has no word for. Fails to initialise where one of them is missing. */
@SuppressWarnings("restricted") // what --enable-native-access allows
final class Libc {
    private static final int EINTR = 4;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;
    private static final int MADV_POPULATE_WRITE = 23;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN = handle(
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
            handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle FALLOCATE = handle(
            "posix_fallocate",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle MADVISE = handle(
            "madvise",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

    private Libc() {}

    private static MethodHandle handle(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }

    /** A descriptor, or below 0. */
    static int open(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) OPEN.invokeExact(arena.allocateFrom(file.toString()), O_RDWR | O_CLOEXEC);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static void close(int descriptor) {
        try {
            int _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** 0 when the pages are there, or the error's number: then nothing has changed, or what has is found again by the next call. */
    static int fallocate(int descriptor, long offset, long length) {
        try {
            int error;
            do error = (int) FALLOCATE.invokeExact(descriptor, offset, length);
            while (error == EINTR);
            return error;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Maps pages that exist, so that the first write need not. Where the kernel does not know how, the first write does. */
    static void populate(MemorySegment pages) {
        try {
            int _ = (int) MADVISE.invokeExact(pages, pages.byteSize(), MADV_POPULATE_WRITE);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
