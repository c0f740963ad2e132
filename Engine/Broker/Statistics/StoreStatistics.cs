namespace Engine.Broker.Statistics;

/// <summary>
/// What puts and pulls of this broker took since its start, and how many there are a second. Counting costs a few interlocked operations.
/// Mirrors StoreStatsService (broker-semantics §13.1).
/// </summary>
internal sealed class StoreStatistics
{
    private const int SamplesAMinute = 6;

    private readonly RateWindow _putRate = new();
    private readonly RateWindow _foundRate = new();
    private readonly RateWindow _missRate = new();
    private readonly RateWindow _transferredRate = new();
    private long _puts;
    private long _putBytes;
    private long _putFailures;
    private long _found;
    private long _misses;
    private long _transferred;
    private long _longestGet;
    private int _samples;

    public PutTimes PutTimes { get; } = new();

    /// <summary>Messages stored.</summary>
    public long Puts => Interlocked.Read(ref _puts);

    /// <summary>Bytes of their records.</summary>
    public long PutBytes => Interlocked.Read(ref _putBytes);

    /// <summary>Puts that were refused.</summary>
    public long PutFailures => Interlocked.Read(ref _putFailures);

    /// <summary>Longest read of a pull, in ms.</summary>
    public long LongestGetMs => Interlocked.Read(ref _longestGet);

    /// <param name="messages">Stored together.</param>
    /// <param name="bytes">Of their records.</param>
    /// <param name="time">From the put until it was as safe as it should be.</param>
    public void Put(int messages, long bytes, TimeSpan time)
    {
        Interlocked.Add(ref _puts, messages);
        Interlocked.Add(ref _putBytes, bytes);
        PutTimes.Add(time);
    }

    public void PutFailed() => Interlocked.Increment(ref _putFailures);

    /// <summary>A pull's read, which found that many messages.</summary>
    public void Get(int messages, TimeSpan time)
    {
        if (messages > 0)
        {
            Interlocked.Increment(ref _found);
            Interlocked.Add(ref _transferred, messages);
        }
        else
        {
            Interlocked.Increment(ref _misses);
        }

        var milliseconds = (long)time.TotalMilliseconds;
        if (milliseconds > LongestGetMs)
        {
            Interlocked.Exchange(ref _longestGet, milliseconds);
        }
    }

    /// <summary>Takes a sample, every 10 s.</summary>
    public void Sample(long nowMs)
    {
        _putRate.Add(nowMs, Puts);
        _foundRate.Add(nowMs, Interlocked.Read(ref _found));
        _missRate.Add(nowMs, Interlocked.Read(ref _misses));
        _transferredRate.Add(nowMs, Interlocked.Read(ref _transferred));
        _samples++;
        if (_samples % SamplesAMinute == 0)
        {
            PutTimes.EndMinute();
        }
    }

    /// <summary>Messages stored a second.</summary>
    public RateFigures PutRate(long bootMs, long nowMs) => RateFigures.Of(_putRate, bootMs, nowMs, Puts);

    /// <summary>Pulls a second that found messages.</summary>
    public RateFigures FoundRate(long bootMs, long nowMs) => RateFigures.Of(_foundRate, bootMs, nowMs, Interlocked.Read(ref _found));

    /// <summary>Pulls a second that found none.</summary>
    public RateFigures MissRate(long bootMs, long nowMs) => RateFigures.Of(_missRate, bootMs, nowMs, Interlocked.Read(ref _misses));

    /// <summary>Messages pulled a second.</summary>
    public RateFigures TransferredRate(long bootMs, long nowMs) =>
        RateFigures.Of(_transferredRate, bootMs, nowMs, Interlocked.Read(ref _transferred));
}
