package io.mobula.wire.value;

import org.jspecify.annotations.Nullable;

/** Objects numbered from 0 in the order in which they came, told apart by identity. */
@SuppressWarnings("ReferenceEquality") // identity is what is asked
final class Identities {
    private @Nullable Object[] keys = new Object[16];
    private int[] numbers = new int[16];
    private int size;

    /** The number of an object seen before, or -1 after giving it the next one. */
    int numberOrAdd(Object key) {
        int mask = keys.length - 1;
        int slot = spread(key) & mask;
        for (Object found; (found = keys[slot]) != null; slot = (slot + 1) & mask)
            if (found == key) return numbers[slot];
        keys[slot] = key;
        numbers[slot] = size++;
        if (size * 2 > keys.length) grow();
        return -1;
    }

    int size() {
        return size;
    }

    private static int spread(Object key) {
        int hash = System.identityHashCode(key);
        return hash ^ (hash >>> 15);
    }

    private void grow() {
        Object[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new Object[oldKeys.length * 2];
        numbers = new int[keys.length];
        int mask = keys.length - 1;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] == null) continue;
            int slot = spread(oldKeys[i]) & mask;
            while (keys[slot] != null) slot = (slot + 1) & mask;
            keys[slot] = oldKeys[i];
            numbers[slot] = oldNumbers[i];
        }
    }
}
