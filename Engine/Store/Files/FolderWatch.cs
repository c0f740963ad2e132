using Engine.Store.Log;

namespace Engine.Store.Files;

/// <summary>
/// Notices that the log's files were deleted or their disk taken away while the store is open: writes into a deleted file succeed, nothing
/// else would say it. What comes back under the same name is another folder, so only a restart ends it. One thread.
/// </summary>
internal sealed class FolderWatch
{
    private readonly SegmentFiles _log;
    private readonly WriteGate _gate;
    private bool _isGone;

    internal FolderWatch(SegmentFiles log, WriteGate gate)
    {
        _log = log;
        _gate = gate;
    }

    /// <summary>Looks for the file that is written to; closes the store to messages when it is not where it was made.</summary>
    /// <returns>Whether it is there.</returns>
    internal bool IsThere()
    {
        // Looked at twice: the appender takes the newest file away itself, from the row first, when the disk refused what was to go in.
        if (!_isGone && _log.All is [.., var newest] && !File.Exists(newest.Path) && _log.All is [.., var still] && still == newest)
        {
            _isGone = true;
            _gate.Close(WriteStop.FolderGone(_log.Folder));
        }

        return !_isGone;
    }
}
