using System.ComponentModel.DataAnnotations;
using Engine.Admin.Offsets;

namespace Dashboard.Api.Contracts;

/// <summary>RocketMQ's consumerOffset.json: "topic@group", queue id, offset.</summary>
internal sealed record OffsetFileContract(
    [property: Required] IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> OffsetTable)
{
    public static OffsetFileContract Of(OffsetFile file) => new(file.ToTable());
}
