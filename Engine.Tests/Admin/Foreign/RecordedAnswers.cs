using Engine.Protocol;
using Engine.Tests.Remoting;

namespace Engine.Tests.Admin.Foreign;

/// <summary>Answers of RocketMQ 4.9.8 as they came over the wire, by the request that they were given to.</summary>
internal static class RecordedAnswers
{
    /// <summary>The answer to the first request of the code in a file.</summary>
    internal static RemotingCommand Of(string file, int code)
    {
        var frames = Recording.Load(file);
        var request = frames.First(frame => frame is { IsAnswer: false, IsFromClient: true } && frame.Code == code);
        var answer = frames.First(frame =>
            frame.IsAnswer && frame.Connection == request.Connection && frame.Opaque == request.Opaque);
        var remark = answer.Header.TryGetProperty("remark", out var text) ? text.GetString() : null;
        return RemotingCommand.Answer(answer.Code, remark) with { Body = answer.Body };
    }
}
