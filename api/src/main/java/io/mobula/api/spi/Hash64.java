package io.mobula.api.spi;

/** FNV-1a over UTF-16 code units with a final mix. Part of the wire format: golden values in the tests hold it in place. */
final class Hash64 {
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    /** In no name and no descriptor, so that parts cannot run into each other. */
    private static final char SEPARATOR = '\0';

    private Hash64() {}

    static long of(String owner, String name, String descriptor, int kind) {
        long hash = OFFSET_BASIS;
        hash = add(add(hash, owner), name);
        hash = add(hash, descriptor);
        return mix((hash ^ kind) * PRIME);
    }

    private static long add(long seed, String part) {
        long hash = seed;
        for (int i = 0; i < part.length(); i++) hash = (hash ^ part.charAt(i)) * PRIME;
        return (hash ^ SEPARATOR) * PRIME;
    }

    /** FNV's low bits are weak; this is the finalizer of SplitMix64, a bijection. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
