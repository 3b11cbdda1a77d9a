package io.mobula.wire.value;

/** The first byte of every value within the bytes. Values are part of the format: never reuse one. */
final class Tag {
    /** Of the format; the first byte of all. */
    static final int VERSION = 1;

    /** Set in the tags of what later bytes may refer back to. Handles count up from 0 in order of appearance. */
    static final int TRACKED = 0x80;

    static final int NULL = 0;
    static final int BACK = 1;
    static final int TRUE = 2;
    static final int FALSE = 3;
    static final int BYTE = 4;
    static final int SHORT = 5;
    static final int CHAR = 6;
    static final int INT = 7;
    static final int LONG = 8;
    static final int FLOAT = 9;
    static final int DOUBLE = 10;
    static final int LATIN1 = 11;
    static final int UTF16 = 12;
    static final int ENUM = 13;
    static final int CLASS = 14;
    static final int BIG_INTEGER = 15;
    static final int BIG_DECIMAL = 16;
    static final int UUID = 17;
    static final int INSTANT = 18;
    static final int DURATION = 19;
    static final int LOCAL_DATE = 20;
    static final int LOCAL_TIME = 21;
    static final int LOCAL_DATE_TIME = 22;
    static final int OFFSET_DATE_TIME = 23;
    static final int ZONED_DATE_TIME = 24;
    static final int ZONE = 25;
    static final int PERIOD = 26;
    static final int YEAR = 27;
    static final int YEAR_MONTH = 28;
    static final int MONTH_DAY = 29;
    static final int OFFSET_TIME = 30;
    static final int URI = 31;
    static final int PATH = 32;
    static final int CHARSET = 33;
    static final int LOCALE = 34;
    static final int OPTIONAL_INT = 35;
    static final int OPTIONAL_LONG = 36;
    static final int OPTIONAL_DOUBLE = 37;
    static final int REF = 38;
    static final int SESSION = 39;
    static final int SMALL_RECORD = 40;
    static final int ACTOR = 41;
    static final int GROUP = 42;
    static final int BUNDLE = 43;

    static final int LONG_LATIN1 = TRACKED | 1;
    static final int LONG_UTF16 = TRACKED | 2;
    static final int RECORD = TRACKED | 3;
    static final int BEAN = TRACKED | 4;
    static final int OBJECTS = TRACKED | 5;
    static final int BYTES = TRACKED | 6;
    static final int BOOLEANS = TRACKED | 7;
    static final int SHORTS = TRACKED | 8;
    static final int CHARS = TRACKED | 9;
    static final int INTS = TRACKED | 10;
    static final int LONGS = TRACKED | 11;
    static final int FLOATS = TRACKED | 12;
    static final int DOUBLES = TRACKED | 13;
    static final int BUFFER = TRACKED | 14;
    static final int LAMBDA = TRACKED | 15;
    static final int SERIALIZED = TRACKED | 16;
    static final int OPTIONAL = TRACKED | 17;
    static final int ENTRY = TRACKED | 18;
    static final int ARRAY_LIST = TRACKED | 20;
    static final int LINKED_LIST = TRACKED | 21;
    static final int ARRAY_DEQUE = TRACKED | 22;
    static final int HASH_SET = TRACKED | 23;
    static final int LINKED_HASH_SET = TRACKED | 24;
    static final int TREE_SET = TRACKED | 25;
    static final int FIXED_LIST = TRACKED | 26;
    static final int LIST_OF = TRACKED | 27;
    static final int SET_OF = TRACKED | 28;
    static final int HASH_MAP = TRACKED | 30;
    static final int LINKED_HASH_MAP = TRACKED | 31;
    static final int TREE_MAP = TRACKED | 32;
    static final int CONCURRENT_HASH_MAP = TRACKED | 33;
    static final int MAP_OF = TRACKED | 34;

    private Tag() {}
}
