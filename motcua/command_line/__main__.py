from motcua.command_line.main import main

main()
