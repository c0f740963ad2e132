using System.ComponentModel.DataAnnotations;

namespace Dashboard.Api.Contracts;

/// <summary>A demo producer to start; rate and size have defaults, without a count it sends until stopped.</summary>
internal sealed record DemoProducerContract(
    [property: Required] string? Topic = null,
    double RatePerSecond = 10,
    int BodyBytes = 128,
    long? Count = null,
    string? Tags = null,
    string? Keys = null);
