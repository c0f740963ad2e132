using System.Text.Json;
using Dashboard.Api;

namespace Dashboard.Tests.Api;

public sealed class ApiJsonTests
{
    [Theory]
    [InlineData("2026-01-31T09:30:00", "2026-01-31T09:30:00.000Z")]
    [InlineData("2026-01-31T09:30:00.1234567Z", "2026-01-31T09:30:00.123Z")]
    [InlineData("2026-01-31T09:30:00+02:00", "2026-01-31T07:30:00.000Z")]
    [InlineData("2026-01-31", "2026-01-31T00:00:00.000Z")]
    public void Time_AnyZone_IsReadAndWrittenAsUtc(string text, string utc)
    {
        var time = JsonSerializer.Deserialize<DateTimeOffset>($"\"{text}\"", ApiJson.Numbers);

        JsonSerializer.Serialize(time, ApiJson.Numbers).ShouldBe($"\"{utc}\"");
    }

    [Fact]
    public void Longs_BothForms_KeepEveryDigit()
    {
        var value = new { offset = long.MaxValue, unknown = (long?)null, queueId = 7 };

        JsonSerializer.Serialize(value, ApiJson.Numbers).ShouldBe("""{"offset":9223372036854775807,"unknown":null,"queueId":7}""");
        JsonSerializer.Serialize(value, ApiJson.Strings).ShouldBe("""{"offset":"9223372036854775807","unknown":null,"queueId":7}""");
    }
}
