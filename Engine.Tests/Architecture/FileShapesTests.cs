namespace Engine.Tests.Architecture;

public sealed class FileShapesTests
{
    [Theory]
    [InlineData("Engine/Store/X.cs", "namespace Engine.Store; class X; class Y;", "one top-level type per file, here are X, Y")]
    [InlineData("Engine/Store/X.cs", "namespace Engine.Store; class X; delegate void Y();", "one top-level type per file")]
    [InlineData("Engine/Store/X.cs", "namespace Engine.Store; class Y;", "the type Y should stand in Y.cs")]
    [InlineData("Engine/Store/X.cs", "namespace Engine.Stores; class X;", "should be Engine.Store, as its folder")]
    [InlineData("Engine/Store/Log/Log.cs", "namespace Engine.Store.Log; class Log;", "carries the name of a folder")]
    [InlineData("Engine/Store/Helpers/X.cs", "namespace Engine.Store.Helpers; class X;", "a folder named Helpers")]
    [InlineData("Engine/Broker/TopicConfigManager.cs", "namespace Engine.Broker; class TopicConfigManager;", "says nothing about its duty")]
    [InlineData("Engine/Client/DefaultProducer.cs", "namespace Engine.Client; class DefaultProducer;", "says nothing about its duty")]
    [InlineData("Engine/Client/MQProducer.cs", "namespace Engine.Client; class MQProducer;", "says nothing about its duty")]
    public void Violations_BadFile_IsNamed(string path, string text, string fault) =>
        FileShapes.Violations([new SourceFile(path, text)]).ShouldHaveSingleItem().ShouldContain(fault);

    [Theory]
    [InlineData("Engine/Store/X.cs", "namespace Engine.Store; class X { class Inner; }")]
    [InlineData("Engine/Store/X.cs", "namespace Engine.Store; interface X; interface X<T>;")]
    [InlineData("Engine/Store/X.Log.cs", "namespace Engine.Store; partial class X;")]
    [InlineData("Dashboard/Program.cs", "return 0;")]
    public void Violations_GoodFile_None(string path, string text) => FileShapes.Violations([new SourceFile(path, text)]).ShouldBeEmpty();
}
