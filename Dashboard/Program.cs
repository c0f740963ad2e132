using Dashboard.Hosting;

return await ConsoleProgram.RunAsync(args, Console.Error);
