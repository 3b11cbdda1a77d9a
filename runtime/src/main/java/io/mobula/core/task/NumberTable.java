package io.mobula.core.task;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Values by task number. Numbers rise and neighbours come and go together, so they share a page: an access touches memory that the one before has brought into the cache, however many tasks there are.
 *
 * <p>Cost: a page of {@value #PAGE_SIZE} references lives as long as one of its entries.
 */
final class NumberTable<T> {
    private static final int PAGE_BITS = 6;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    private static final class Page {
        long number;
        final @Nullable Object[] entries = new Object[PAGE_SIZE];
        int used;

    }

    private final Long2ObjectHashMap<Page> pages = new Long2ObjectHashMap<>();
    /** All numbers here are equal modulo this power of two. */
    private final int strideBits;

    private int size;

    /** The last page that became empty: tasks that come one at a time use one page over and over. */
    private @Nullable Page spare;

    NumberTable(int stride) {
        strideBits = Integer.numberOfTrailingZeros(stride);
    }

    private @Nullable Page page(long number) {
        return pages.get(number >>> strideBits >>> PAGE_BITS);
    }

    private int index(long number) {
        return (int) (number >>> strideBits) & (PAGE_SIZE - 1);
    }

    @SuppressWarnings("unchecked")
    private @Nullable T entry(Page page, int index) {
        return (T) page.entries[index];
    }

    @Nullable
    T get(long number) {
        Page page = page(number);
        return page == null ? null : entry(page, index(number));
    }

    /** What stood there before. */
    @Nullable
    T put(long number, T value) {
        Page page = page(number);
        if (page == null) {
            page = spare == null ? new Page() : spare;
            spare = null;
            page.number = number >>> strideBits >>> PAGE_BITS;
            pages.put(page.number, page);
        }
        int index = index(number);
        T before = entry(page, index);
        page.entries[index] = value;
        if (before == null) {
            page.used++;
            size++;
        }
        return before;
    }

    void remove(long number) {
        Page page = page(number);
        int index = index(number);
        if (page == null || page.entries[index] == null) return;
        page.entries[index] = null;
        size--;
        if (--page.used > 0) return;
        pages.remove(page.number);
        spare = page;
    }

    int size() {
        return size;
    }

    /** A copy, by rising number. */
    List<T> inOrder() {
        var all = new ArrayList<T>(size);
        pages.values().stream()
                .sorted((a, b) -> Long.compare(a.number, b.number))
                .forEach(page -> {
                    for (int i = 0; i < PAGE_SIZE; i++) {
                        T value = entry(page, i);
                        if (value != null) all.add(value);
                    }
                });
        return all;
    }
}
