namespace Engine.Diagnostics;

/// <summary>Takes one store's measurements, tagged with its folder. Costs next to nothing while nobody listens.</summary>
/// <param name="instruments">Null = measures nothing.</param>
/// <param name="folder">The store's folder.</param>
internal sealed class StoreMeter(StoreInstruments? instruments, string folder)
{
    /// <summary>False when nobody listens, so that the clock need not be read.</summary>
    public bool MeasuresFlush => instruments is { Flushes.Enabled: true };

    internal KeyValuePair<string, object?> Tag { get; } = new(StoreInstruments.StoreTag, folder);

    public void Appended(int messages, long bytes)
    {
        if (instruments is { Messages.Enabled: true } or { Bytes.Enabled: true })
        {
            instruments.Messages.Add(messages, Tag);
            instruments.Bytes.Add(bytes, Tag);
        }
    }

    public void AppendRefused(string status) => instruments?.Refused.Add(1, Tag, new(StoreInstruments.StatusTag, status));

    public void Flushed(TimeSpan duration) => instruments?.Flushes.Record(duration.TotalSeconds, Tag);

    /// <param name="senders">How many one flush served.</param>
    public void GroupCommitted(int senders) => instruments?.Commits.Record(senders, Tag);

    public void CommitsLate(int senders) => instruments?.Late.Add(senders, Tag);

    public void LogFilesDeleted(int files) => instruments?.Deleted.Add(files, Tag);

    public void DamageFound() => instruments?.Damaged.Add(1, Tag);

    /// <summary>Shows the gauges until <see cref="Unwatch"/>.</summary>
    public void Watch(StoreGauges gauges) => instruments?.Watch(this, gauges);

    public void Unwatch() => instruments?.Unwatch(this);
}
