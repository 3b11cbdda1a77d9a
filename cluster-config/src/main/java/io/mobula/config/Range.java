package io.mobula.config;

import java.time.Duration;

/** The values a setting may take, both ends included; {@code shown} is what a person reads. */
record Range<T extends Comparable<? super T>>(T least, T most, String shown) {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    static Range<Integer> of(int least, int most) {
        return new Range<>(least, most, least + " to " + most);
    }

    static Range<Double> of(double least, double most) {
        return new Range<>(least, most, plain(least) + " to " + plain(most));
    }

    static Range<Long> bytes(long least, long most) {
        return new Range<>(least, most, size(least) + " to " + size(most));
    }

    static Range<Duration> time(Duration least, Duration most) {
        return new Range<>(least, most, time(least) + " to " + time(most));
    }

    boolean contains(T value) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String size(long bytes) {
        long amount = bytes;
        int unit = 0;
        while (amount != 0 && amount % 1024 == 0 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return amount + " " + UNITS[unit];
    }

    private static String time(Duration duration) {
        if (duration.toMillis() % 1000 != 0) return duration.toMillis() + " ms";
        long seconds = duration.toSeconds();
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + " minutes" : seconds + " s";
    }

    @Override
    public String toString() {
        return shown;
    }
}
