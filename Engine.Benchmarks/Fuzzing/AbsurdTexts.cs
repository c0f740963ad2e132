namespace Engine.Benchmarks.Fuzzing;

/// <summary>Values that nobody sends on purpose.</summary>
internal static class AbsurdTexts
{
    private static readonly string[] All =
    [
        "", " ", "-1", "0", "1", "3", "2147483647", "2147483648", "-9223372036854775808", "9223372036854775807", "99999999999999999999",
        "1e308", "NaN", "null", "true", "false", "\"", "{", "}", "[", "]", "\\", "\u0001", "\u0002", "%RETRY%", "%DLQ%RecCG", "../../..",
        "*", "\0", "RecTopic", "RecCG", "SQL92", "a > 1", "a in ('",
        "SCHEDULE_TOPIC_XXXX", "RMQ_SYS_TRANS_HALF_TOPIC", "TBW102", "broker-a",
        "DELAY\u00011\u0002", "DELAY\u000199\u0002", "TRAN_MSG\u0001true\u0002", "KEYS\u0001a b c\u0002TAGS\u0001TagA\u0002",
    ];

    private static readonly string Long = new('x', 40_000);

    internal static string Any(Random random) => random.Next(200) == 0 ? Long : All[random.Next(All.Length)];
}
