using Engine.Admin.Groups;

namespace Engine.Tests.Admin.Groups;

public sealed class VersionNamesTests
{
    [Theory]
    [InlineData(121, "before V4_0_0 (121)")]
    [InlineData(213, "V4_0_0")]
    [InlineData(232, "V4_1_0_SNAPSHOT")]
    [InlineData(317, "V4_5_2")]
    [InlineData(401, "V4_9_4")]
    [InlineData(409, "V4_9_8")]
    [InlineData(413, "V5_0_0")]
    [InlineData(475, "V5_3_1")]
    [InlineData(479, "V5_3_3")]
    public void Of_Ordinal_IsRocketMqsName(int ordinal, string name) => VersionNames.Of(ordinal).ShouldBe(name);
}
