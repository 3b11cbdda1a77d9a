package io.mobula.core.task;

/** What pushes take of the node, those that wait included, and how much of it each owner knows. Whole numbers: what is added is taken away to the last bit. */
final class Loads {
    /** A node whose slots are all taken. */
    static final long FULL = 1 << 20;

    /** An owner is told of a change of this size with an answer to it. */
    private static final long STEP = FULL / 4;

    /** And no more often than with every so manieth. */
    private static final int ANSWERS = 8;

    /** More than this is all the same to everybody. */
    private static final long MOST = 4 * FULL;

    private static final int THOUSAND = 1_000;

    /** One owner's part. */
    static final class OfOwner {
        private long open;
        /** What others take, as it was told. */
        private long told;

        private int answers;

        boolean isIdle() {
            return open == 0;
        }
    }

    private long all;
    /** When {@link #moved} last said so. */
    private long before;

    void opened(OfOwner owner, long load) {
        owner.open += load;
        all += load;
    }

    void closed(OfOwner owner, long load) {
        opened(owner, -load);
    }

    void forget(OfOwner owner) {
        all -= owner.open;
        owner.open = 0;
    }

    /** Whether it has changed by a whole node since this said so last: also those have to be told who get no answers. */
    boolean moved() {
        long present = Math.min(all, MOST);
        if (Math.abs(present - before) < FULL) return false;
        before = present;
        return true;
    }

    /** What the owner has to be told with an answer; see {@link #news}. */
    int newsWithAnswer(OfOwner owner) {
        if (++owner.answers < ANSWERS) return -1;
        int news = news(owner);
        if (news >= 0) owner.answers = 0;
        return news;
    }

    /** What the owner has to be told in thousandths, and is taken to know from now on; -1 for nothing. */
    int news(OfOwner owner) {
        long others = Math.min(all - owner.open, MOST);
        if (Math.abs(others - owner.told) < STEP && (others > 0 || owner.told == 0)) return -1;
        owner.told = others;
        return (int) (others * THOUSAND / FULL);
    }

    long all() {
        return all;
    }

    static long open(Iterable<OfOwner> owners) {
        long sum = 0;
        for (OfOwner owner : owners) sum += owner.open;
        return sum;
    }
}
